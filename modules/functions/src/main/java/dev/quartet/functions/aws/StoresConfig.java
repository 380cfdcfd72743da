package dev.quartet.functions.aws;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the functions keep what they make. */
@ConfigMapping(prefix = "quartet")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface StoresConfig {

  /** The name of the S3 bucket that objects are put into. */
  @WithDefault("quartet")
  String bucket();

  /** The name of the DynamoDB table that records are put into. */
  @WithDefault("quartet")
  String table();

  /** How S3 and DynamoDB are called. */
  Aws aws();

  /** How S3 and DynamoDB are called. */
  interface Aws {

    /** How often a call of S3 or DynamoDB is tried, the first time included; at least 1. */
    @WithDefault("3")
    int attempts();
  }
}
