package dev.quartet.functions;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to keep.
 *
 * @param id a UUID of any version in its 36 character form, upper or lower case; a new one is made
 *     when it is missing
 */
public record UuidRequest(
    @Pattern(regexp = UuidRequest.ID_PATTERN, message = UuidRequest.ID_EXPECTED)
        @Nullable String id) {

  static final String ID_PATTERN =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  static final String ID_EXPECTED =
      "expected a UUID such as 0198c0de-7000-7000-8000-000000000001, or no id for a new one";
}
