package dev.quartet.localaws.dynamodb;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An item without DynamoDB's types, for people to read.
 *
 * @param json the attributes, those of the key first; binary values in Base64, long texts shortened
 * @param newestTime the latest time that an attribute holds as text in ISO 8601, in UTC; {@link
 *     Instant#MIN} when none does
 */
public record PlainItem(JsonObject json, Instant newestTime) {
  private static final int MAX_TEXT_CHARACTERS = 1000;
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");

  /**
   * @param item attribute values by name, in DynamoDB's JSON
   * @param keys the names of the key's attributes
   */
  public static PlainItem of(JsonObject item, List<String> keys) {
    JsonObject json = new JsonObject();
    keys.forEach(key -> json.put(key, plain(item.getJsonObject(key))));
    item.fieldNames().stream()
        .filter(name -> !json.containsKey(name))
        .sorted()
        .forEach(name -> json.put(name, plain(item.getJsonObject(name))));
    return new PlainItem(json, newestTime(json));
  }

  private static @Nullable Object plain(JsonObject typed) {
    Map.Entry<String, Object> value = typed.iterator().next();
    return switch (value.getKey()) {
      case "NULL" -> null;
      case "S" -> shortened(typed.getString("S"));
      case "N" -> new BigDecimal(typed.getString("N"));
      case "NS" ->
          new JsonArray(
              typed.getJsonArray("NS").stream()
                  .map(number -> new BigDecimal(String.valueOf(number)))
                  .toList());
      case "L" -> {
        JsonArray list = new JsonArray();
        for (int i = 0; i < typed.getJsonArray("L").size(); i++) {
          list.add(plain(typed.getJsonArray("L").getJsonObject(i)));
        }
        yield list;
      }
      case "M" -> {
        JsonObject map = new JsonObject();
        JsonObject members = typed.getJsonObject("M");
        members.fieldNames().forEach(name -> map.put(name, plain(members.getJsonObject(name))));
        yield map;
      }
      default -> value.getValue();
    };
  }

  private static String shortened(String text) {
    return text.length() > MAX_TEXT_CHARACTERS
        ? text.substring(0, MAX_TEXT_CHARACTERS) + "…"
        : text;
  }

  private static Instant newestTime(JsonObject json) {
    return json.stream()
        .map(Map.Entry::getValue)
        .map(PlainItem::time)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private static @Nullable Instant time(@Nullable Object value) {
    if (!(value instanceof String text) || !TIME.matcher(text).matches()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      // Looks like a time and is none, such as the 13th month.
      return null;
    }
  }
}
