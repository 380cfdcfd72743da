package dev.quartet.localaws;

/** In memory, for load tests. */
final class ContentsLeanTest extends ContentsConformance {
  ContentsLeanTest() {
    super(RunningEndpoints.lean());
  }
}
