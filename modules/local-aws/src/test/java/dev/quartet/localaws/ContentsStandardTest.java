package dev.quartet.localaws;

/** The default: memory and DynamoDB Local. */
final class ContentsStandardTest extends ContentsConformance {
  ContentsStandardTest() {
    super(RunningEndpoints.standard());
  }
}
