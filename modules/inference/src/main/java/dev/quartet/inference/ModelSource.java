package dev.quartet.inference;

import java.util.List;

/** Where models come from. What it says may change from call to call. */
sealed interface ModelSource permits FolderSource, BundledSource, StoreSource {

  /**
   * Every version of every model.
   *
   * @throws ModelException if the source can't be read
   */
  List<ModelFile> files();

  /**
   * The same, and if asking takes a while, as it was when it was asked last.
   *
   * @throws ModelException if the source can't be read, or never could
   */
  default List<ModelFile> known() {
    return files();
  }

  /** Whether nothing is served when the source does not give all that it has. */
  default boolean mustAnswer() {
    return false;
  }

  /** Where a model of that name belongs, for whoever misses it. */
  String placeOf(String name);
}
