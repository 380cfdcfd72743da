package dev.quartet.locallambda;

import dev.quartet.locallambda.fixture.Bootstrap;
import dev.quartet.locallambda.fixture.Deeds;
import dev.quartet.locallambda.fixture.StreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the zips that tests serve. */
final class TestZip {
  static final String HANDLER = StreamHandler.class.getName() + "::handleRequest";

  private static final List<Class<?>> CLASSES =
      List.of(StreamHandler.class, Bootstrap.class, Deeds.class, Deeds.BadInput.class);

  private TestZip() {}

  /** A zip for AWS's Java runtime with the functions predict and uuid. */
  static Path jvm(Path folder) {
    return of(
        folder,
        """
        {"schemaVersion":1,"runtime":"java25","handler":"%s","architecture":"x86_64","later":true,
         "environment":{"FROM_MANIFEST":"yes","SAID_TWICE":"manifest","SAID_BY_ALL":"manifest"},
         "functions":[{"name":"predict"},
           {"name":"uuid","memoryMegabytes":512,"timeoutSeconds":7,
            "environment":{"OF_UUID":"yes","SAID_TWICE":"function","SAID_BY_ALL":"function"}}]}
        """
            .formatted(HANDLER));
  }

  /** A zip with a bootstrap of its own, which starts Java for want of a native image. */
  static Path provided(Path folder) {
    return of(
        folder,
        """
        {"schemaVersion":1,"runtime":"provided.al2023","handler":"none","functions":[{"name":"predict"}]}
        """,
        Map.of(
            "bootstrap",
            """
            #!/bin/sh
            exec %s/bin/java -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx2g \
            -cp "$LAMBDA_TASK_ROOT" %s
            """
                .formatted(System.getProperty("java.home"), Bootstrap.class.getName())));
  }

  static Path of(Path folder, String manifest) {
    return of(folder, manifest, Map.of());
  }

  static Path of(Path folder, String manifest, Map<String, String> texts) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("functions.json", manifest.getBytes(StandardCharsets.UTF_8));
    texts.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
    for (Class<?> each : CLASSES) {
      String name = each.getName().replace('.', '/') + ".class";
      try (InputStream content = TestZip.class.getClassLoader().getResourceAsStream(name)) {
        entries.put(name, Objects.requireNonNull(content).readAllBytes());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return write(folder, entries);
  }

  static Path write(Path folder, Map<String, byte[]> entries) {
    try {
      Path zip = Files.createTempFile(folder, "function", ".zip");
      try (OutputStream file = Files.newOutputStream(zip);
          ZipOutputStream output = new ZipOutputStream(file)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          output.putNextEntry(new ZipEntry(entry.getKey()));
          output.write(entry.getValue());
          output.closeEntry();
        }
      }
      return zip;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
