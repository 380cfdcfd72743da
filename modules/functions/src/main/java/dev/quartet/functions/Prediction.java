package dev.quartet.functions;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the model read.
 *
 * @param digit the most probable class, 0 to 9
 * @param latencyMillis how long the model itself ran, in milliseconds
 */
public record Prediction(
    @JsonProperty("class") int digit, @JsonProperty("latency_ms") double latencyMillis) {}
