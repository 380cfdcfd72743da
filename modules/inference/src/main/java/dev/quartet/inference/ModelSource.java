package dev.quartet.inference;

import java.util.List;

/** Where models come from. What it says may change from call to call. */
sealed interface ModelSource permits FolderSource, BundledSource {

  /**
   * Every version of every model.
   *
   * @throws ModelException if the source can't be read
   */
  List<ModelFile> files();

  /** Where a model of that name belongs, for whoever misses it. */
  String placeOf(String name);
}
