package dev.quartet.contract.harness;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The targets by the names that users, profiles and folders give them. */
public enum TargetName {
  LOCAL("local"),
  FARGATE("fargate"),
  FARGATE_NATIVE("fargate-native"),
  LAMBDA_JVM("lambda-jvm"),
  LAMBDA_NATIVE("lambda-native");

  private final String id;

  TargetName(String id) {
    this.id = id;
  }

  /** Such as {@code lambda-jvm}. */
  public String id() {
    return id;
  }

  /**
   * @throws IllegalArgumentException when no target has that name; the message lists those there
   *     are
   */
  static TargetName of(String id) {
    return Arrays.stream(values())
        .filter(name -> name.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No target is named '%s'. Targets: %s."
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(TargetName::id)
                                .collect(Collectors.joining(", ")))));
  }
}
