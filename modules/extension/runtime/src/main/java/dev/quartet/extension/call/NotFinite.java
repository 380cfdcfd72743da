package dev.quartet.extension.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** A number that JSON can write and a float or double can't hold, such as 1e999. */
final class NotFinite extends JsonMappingException {

  NotFinite(JsonParser parser) {
    super(parser, "expected a finite number");
  }
}
