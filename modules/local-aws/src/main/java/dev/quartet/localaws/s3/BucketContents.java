package dev.quartet.localaws.s3;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The buckets with their newest objects, for people to look at. */
final class BucketContents {
  private static final int MAX_TEXT_CHARACTERS = 200;

  /** A character takes at most three bytes of UTF-8 for each Java character. */
  private static final int MAX_TEXT_BYTES = 3 * MAX_TEXT_CHARACTERS;

  private BucketContents() {}

  static JsonArray of(ObjectStore store, int limit) {
    JsonArray buckets = new JsonArray();
    store
        .newest(limit, MAX_TEXT_BYTES)
        .forEach(
            (name, newest) -> {
              JsonArray objects = new JsonArray();
              newest.objects().forEach(object -> objects.add(json(object)));
              buckets.add(
                  new JsonObject()
                      .put("name", name)
                      .put("objectCount", newest.objectCount())
                      .put("objects", objects));
            });
    return buckets;
  }

  private static JsonObject json(StoredObject object) {
    JsonObject json =
        new JsonObject()
            .put("key", object.key())
            .put("sizeBytes", object.sizeBytes())
            .put("lastModified", Listings.timestamp(object.lastModified()));
    String text = text(object.body());
    return text == null ? json : json.put("text", text);
  }

  /** The first characters, when the bytes are text in UTF-8; they may end within a character. */
  static @Nullable String text(Buffer start) {
    CharBuffer characters = CharBuffer.allocate(MAX_TEXT_CHARACTERS);
    boolean malformed =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(start.getBytes()), characters, false)
            .isError();
    String text = characters.flip().toString();
    boolean binary =
        text.chars()
            .anyMatch(
                character ->
                    Character.isISOControl(character) && character > '\r' || character < '\t');
    return malformed || binary ? null : text;
  }
}
