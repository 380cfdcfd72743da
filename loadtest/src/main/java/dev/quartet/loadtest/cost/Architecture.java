package dev.quartet.loadtest.cost;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The processors that AWS prices apart. */
public enum Architecture {
  @JsonProperty("x86")
  X86,
  @JsonProperty("arm")
  ARM
}
