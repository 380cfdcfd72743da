package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;

/** Makes a {@link TensorParser} of every text that is bytes. */
final class TensorParsers extends JsonFactory {

  private static final long serialVersionUID = 1L;

  TensorParsers(JsonFactoryBuilder settings) {
    super(settings);
  }

  @Override
  protected JsonParser _createParser(byte[] text, int start, int length, IOContext context) {
    return new TensorParser(
        context,
        _parserFeatures,
        _objectCodec,
        _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures),
        text,
        start,
        start + length);
  }
}
