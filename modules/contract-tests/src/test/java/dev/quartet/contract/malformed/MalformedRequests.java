package dev.quartet.contract.malformed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes malformed requests: good ones of both functions, each spoilt by one mutation. The same seed
 * makes the same requests. For one thread.
 */
public final class MalformedRequests {

  private static final Mutation[] ALL = Mutation.values();
  private static final Map<String, String> JSON_TYPE = Map.of("Content-Type", "application/json");
  private static final int DEEPEST = 20_000;
  private static final int DEEPER_THAN_PARSERS_GO = 1_100;

  private static final List<String> SWAPS =
      List.of(
          "null",
          "true",
          "false",
          "\"\"",
          "\"0.5\"",
          "\"text\"",
          "[]",
          "[[]]",
          "[0.5]",
          "{}",
          "{\"data\":[0.5]}",
          "0",
          "-1",
          "0.5",
          "\"NaN\"",
          "{\"id\":{}}");
  private static final List<String> HUGE =
      List.of(
          "1e400",
          "-1e400",
          "1e99999",
          "1e2147483648",
          "1E+999999999999",
          "9".repeat(400),
          "-" + "9".repeat(999),
          "1" + "0".repeat(5_000),
          "0." + "1".repeat(5_000) + "e",
          "NaN",
          "-Infinity");
  private static final List<byte[]> ODD_BYTES =
      List.of(
          bytes("\u0000"),
          bytes("\u2028"),
          bytes("\u202e"),
          bytes("\ufffe"),
          bytes("\uff15"),
          bytes("\ud83d\ude00"),
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xC0, (byte) 0x80},
          new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
          new byte[] {(byte) 0xFF},
          new byte[] {(byte) 0x80});
  private static final List<String> WRONG_TYPES =
      List.of(
          "text/plain",
          "text/html; charset=utf-8",
          "application/xml",
          "application/octet-stream",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "image/png",
          "application/jsonp",
          "json");

  private final Random random;
  private int made;

  public MalformedRequests(long seed) {
    this.random = new Random(seed);
  }

  /** Requests without end, every mutation in its turn. */
  public Stream<MalformedRequest> stream() {
    return Stream.generate(this::next);
  }

  private MalformedRequest next() {
    Mutation mutation = ALL[made++ % ALL.length];
    String function = random.nextInt(3) == 0 ? "uuid" : "predict";
    if (mutation == Mutation.WRONG_HEADER) {
      return wrongHeader(function);
    }
    byte[] body = mutated(mutation, function);
    while (GoodInput.mayBeAccepted(function, body)) {
      body = mutated(mutation, function);
    }
    return new MalformedRequest(function, JSON_TYPE, body, mutation);
  }

  private byte[] mutated(Mutation mutation, String function) {
    return switch (mutation) {
      case TRUNCATION -> truncated(good(function));
      case BYTE_FLIP -> flipped(good(function));
      case TYPE_SWAP -> bytes(replaced(function, pick(SWAPS)));
      case DEEP_NESTING -> bytes(replaced(function, nested()));
      case HUGE_NUMBER -> bytes(withValue(function, pick(HUGE)));
      case UNICODE -> inserted(good(function), pick(ODD_BYTES));
      case WRONG_LENGTH -> bytes(wrongLength(function));
      case STRUCTURE -> restructured(good(function));
      case WRONG_HEADER -> good(function);
    };
  }

  /** A good body with the wrong content type, or a spoilt one with odd headers beside it. */
  private MalformedRequest wrongHeader(String function) {
    if (random.nextBoolean()) {
      return new MalformedRequest(
          function,
          Map.of("Content-Type", pick(WRONG_TYPES)),
          good(function),
          Mutation.WRONG_HEADER);
    }
    Map<String, String> odd =
        switch (random.nextInt(4)) {
          case 0 -> Map.of("Accept", "nonsense");
          case 1 -> Map.of("X-Request-Id", "x".repeat(4_000));
          case 2 -> Map.of("X-Amz-Invocation-Type", "Event", "X-Forwarded-For", "<script>");
          default -> Map.of("Cookie", "=;;=", "Authorization", "Bearer");
        };
    Map<String, String> headers =
        Stream.concat(JSON_TYPE.entrySet().stream(), odd.entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new MalformedRequest(
        function, headers, truncated(good(function)), Mutation.WRONG_HEADER);
  }

  private byte[] good(String function) {
    return bytes(
        function.equals("predict") ? predict(numbers(GoodInput.LENGTH)) : uuid("\"" + id() + "\""));
  }

  private static String predict(Stream<String> elements) {
    return "{\"data\":" + array(elements) + "}";
  }

  private static String uuid(String id) {
    return "{\"id\":" + id + "}";
  }

  private static String array(Stream<String> elements) {
    return elements.collect(Collectors.joining(",", "[", "]"));
  }

  private Stream<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> String.valueOf(random.nextInt(17) / 16.0));
  }

  private String id() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** The value at the whole body, at the field, or at one element. */
  private String replaced(String function, String value) {
    return switch (random.nextInt(3)) {
      case 0 -> value;
      case 1 -> function.equals("predict") ? "{\"data\":" + value + "}" : uuid(value);
      default -> withValue(function, value);
    };
  }

  /** The value at the innermost place that the input has. */
  private String withValue(String function, String value) {
    if (!function.equals("predict")) {
      return uuid(value);
    }
    int index = random.nextInt(GoodInput.LENGTH);
    List<String> elements = numbers(GoodInput.LENGTH).collect(Collectors.toList());
    elements.set(index, value);
    return predict(elements.stream());
  }

  private String nested() {
    int depth = DEEPER_THAN_PARSERS_GO + random.nextInt(DEEPEST - DEEPER_THAN_PARSERS_GO);
    return switch (random.nextInt(4)) {
      case 0 -> "[".repeat(depth);
      case 1 -> "[".repeat(depth) + "]".repeat(depth);
      case 2 -> "{\"data\":".repeat(depth) + "0" + "}".repeat(depth);
      default -> "{\"id\":[".repeat(depth / 2);
    };
  }

  private String wrongLength(String function) {
    if (function.equals("predict")) {
      return predict(numbers(random.nextInt(2 * GoodInput.LENGTH)));
    }
    String id = id();
    return uuid(
        random.nextBoolean()
            ? "\"" + id.substring(random.nextInt(id.length())) + "\""
            : "\"" + id + id.charAt(random.nextInt(id.length())) + "\"");
  }

  private byte[] truncated(byte[] body) {
    return Arrays.copyOf(body, random.nextInt(body.length));
  }

  private byte[] flipped(byte[] body) {
    int flips = 1 + random.nextInt(8);
    for (int i = 0; i < flips; i++) {
      body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return body;
  }

  private byte[] inserted(byte[] body, byte[] odd) {
    int at = random.nextInt(body.length + 1);
    ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
    spoilt.write(body, 0, at);
    spoilt.writeBytes(odd);
    spoilt.write(body, at, body.length - at);
    return spoilt.toByteArray();
  }

  /** A piece of the body once more, gone, or the other way round. */
  private byte[] restructured(byte[] body) {
    int from = random.nextInt(body.length);
    int to = from + random.nextInt(body.length - from) + 1;
    ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
    spoilt.write(body, 0, from);
    int how = random.nextInt(3);
    if (how == 0) {
      spoilt.write(body, from, to - from);
      spoilt.write(body, from, to - from);
    } else if (how == 1) {
      for (int i = to - 1; i >= from; i--) {
        spoilt.write(body[i]);
      }
    }
    spoilt.write(body, to, body.length - to);
    return spoilt.toByteArray();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
