package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads JSON objects member by member. */
final class Members {

  /** Takes one member; the parser is at its value, and must be at its end afterwards. */
  @FunctionalInterface
  interface Member {
    void take(String name, JsonParser parser, Place place) throws IOException;
  }

  /** More than any request has a use for, and few enough to remember. */
  private static final int MOST_MEMBERS = 1_000;

  private Members() {}

  /**
   * Reads a text that is one object.
   *
   * @param length how many of the bytes are the text
   * @throws Refusal if it is none
   */
  static void readWhole(byte[] text, int length, Member member) {
    try (JsonParser parser = JsonText.FACTORY.createParser(text, 0, length)) {
      parser.nextToken();
      if (!parser.isExpectedStartObjectToken()) {
        throw Refusal.at(
            Place.WHOLE, "expected a JSON object, got " + JsonText.nameOf(parser) + ".");
      }
      read(parser, Place.WHOLE, member);
      if (parser.nextToken() != null) {
        throw Refusal.at(Place.WHOLE, "has something after its JSON object.");
      }
    } catch (IOException e) {
      throw JsonText.unreadable(e);
    }
  }

  /**
   * Reads an object; the parser is at its value. {@code null} has no members.
   *
   * @throws Refusal if it is none, or a member comes twice
   */
  static void read(JsonParser parser, Place place, Member member) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (!parser.isExpectedStartObjectToken()) {
      throw Refusal.at(place, "expected an object, got " + JsonText.nameOf(parser) + ".");
    }
    Names names = new Names();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Place at = place.member(name);
      if (!names.add(name)) {
        throw Refusal.at(at, "comes twice.");
      }
      if (names.size() > MOST_MEMBERS) {
        throw Refusal.at(place, "has more than " + MOST_MEMBERS + " members.");
      }
      parser.nextToken();
      member.take(name, parser, at);
    }
  }

  /**
   * Reads a string; the parser is at it.
   *
   * @throws Refusal if it is none
   */
  static String string(JsonParser parser, Place place) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Refusal.at(place, "expected a string, got " + JsonText.nameOf(parser) + ".");
    }
    String text = parser.getText();
    if (hasHalfPair(text)) {
      throw Refusal.at(place, "expected text, got half a surrogate pair.");
    }
    return text;
  }

  private static boolean hasHalfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return false;
  }

  /**
   * Reads a boolean; the parser is at it.
   *
   * @throws Refusal if it is none
   */
  static boolean bool(JsonParser parser, Place place) throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw Refusal.at(place, "expected true or false, got " + JsonText.nameOf(parser) + ".");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** The names that an object has had. Most have so few that looking through them is quickest. */
  private static final class Names {

    private static final int FEW = 8;

    private final List<String> first = new ArrayList<>(FEW);
    private final Set<String> others = new HashSet<>();

    /** Whether it is a new one. */
    boolean add(String name) {
      if (first.contains(name)) {
        return false;
      }
      return first.size() < FEW ? first.add(name) : others.add(name);
    }

    int size() {
      return first.size() + others.size();
    }
  }
}
