package dev.quartet.extension.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;

/** A value of another JSON type than the field's. Jackson's own error no longer knows the token. */
final class WrongType extends JsonMappingException {

  private final transient Class<?> expected;
  private final JsonToken token;

  private WrongType(JsonParser parser, Class<?> expected, JsonToken token) {
    super(parser, "wrong type");
    this.expected = expected;
    this.token = token;
  }

  Class<?> expected() {
    return expected;
  }

  JsonToken token() {
    return token;
  }

  /** Asked by Jackson before it makes an error of its own. */
  static final class Handler extends DeserializationProblemHandler {

    @Override
    public Object handleUnexpectedToken(
        DeserializationContext context,
        JavaType target,
        JsonToken token,
        JsonParser parser,
        String failure)
        throws WrongType {
      throw new WrongType(parser, target.getRawClass(), token);
    }
  }
}
