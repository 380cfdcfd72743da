package dev.quartet.inference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a store with their hashes, as {@code sha256sum} writes them. It is what the store
 * has: a file that it does not name is not served.
 *
 * @param versions all versions; models without any too
 */
record ModelList(List<Version> versions) {

  /** Its name in the store. */
  static final String FILE = "models.sha256";

  /** 64 digits, a space, a space or an asterisk, the path. */
  private static final Pattern LINE =
      Pattern.compile("(?<hash>[0-9a-fA-F]{64}) [ *](?:\\./)?(?<path>[^/\\\\].*)");

  private static final Pattern IN_VERSION =
      Pattern.compile("(?<model>[^/]+)/(?<version>" + ModelVersion.NUMBER + ")/(?<file>[^/]+)");

  ModelList {
    versions = List.copyOf(versions);
  }

  /**
   * A version of a model with its files.
   *
   * @param hashes by the files' names, such as {@code model.onnx}; empty for a model without
   *     versions
   */
  record Version(ModelVersion version, SortedMap<String, String> hashes) {

    /** The path of one of its files in the store. */
    String path(String file) {
      return version.model() + "/" + version.number() + "/" + file;
    }

    /** Changes with any of its files, and with nothing else. */
    String key() {
      StringBuilder text = new StringBuilder();
      hashes.forEach((file, hash) -> text.append(hash).append("  ").append(file).append('\n'));
      return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * @throws IllegalArgumentException if a line is another than sha256sum writes
   */
  static ModelList parse(byte[] text) {
    SortedMap<ModelVersion, SortedMap<String, String>> files = new TreeMap<>();
    SortedMap<String, Boolean> hasVersions = new TreeMap<>();
    List<String> lines = new String(text, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        read(lines.get(i), i + 1, files, hasVersions);
      }
    }
    List<Version> versions = new ArrayList<>();
    hasVersions.forEach(
        (model, has) -> {
          if (!has) {
            versions.add(new Version(new ModelVersion(model, ""), new TreeMap<>()));
          }
        });
    files.forEach((version, hashes) -> versions.add(new Version(version, hashes)));
    return new ModelList(versions);
  }

  private static void read(
      String line,
      int number,
      SortedMap<ModelVersion, SortedMap<String, String>> files,
      SortedMap<String, Boolean> hasVersions) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "line %d is not <64 hexadecimal digits>  <path>, as sha256sum writes it"
              .formatted(number));
    }
    String path = parts.group("path");
    for (String step : path.split("/", -1)) {
      if (step.isEmpty() || step.equals(".") || step.equals("..") || step.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "line %d names the path %s, which is not below the list".formatted(number, path));
      }
    }
    int firstSlash = path.indexOf('/');
    // Hidden ones are nobody's models, and a file beside the folders is no model.
    if (firstSlash < 0 || path.startsWith(".")) {
      return;
    }
    Matcher inVersion = IN_VERSION.matcher(path);
    hasVersions.merge(path.substring(0, firstSlash), inVersion.matches(), Boolean::logicalOr);
    if (inVersion.matches()) {
      files
          .computeIfAbsent(
              new ModelVersion(inVersion.group("model"), inVersion.group("version")),
              version -> new TreeMap<>())
          .put(inVersion.group("file"), parts.group("hash").toLowerCase(Locale.ROOT));
    }
  }
}
