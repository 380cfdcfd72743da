package dev.quartet.localaws;

/** Kept in files. */
final class ContentsInFolderTest extends ContentsConformance {
  ContentsInFolderTest() {
    super(RunningEndpoints.inFolder());
  }
}
