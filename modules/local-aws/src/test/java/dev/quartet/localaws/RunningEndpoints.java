package dev.quartet.localaws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Endpoints and peers that test classes share, each started when it is first asked for. */
final class RunningEndpoints {
  private static @Nullable Endpoint standard;
  private static @Nullable Endpoint lean;
  private static @Nullable Endpoint inFolder;
  private static @Nullable URI dynamoDbLocal;
  private static @Nullable URI s3proxy;

  private RunningEndpoints() {}

  static synchronized URI standard() {
    if (standard == null) {
      standard = start(new Settings(0, null, false, "quartet", "quartet", "quartet"));
    }
    return URI.create(standard.url());
  }

  static synchronized URI lean() {
    if (lean == null) {
      lean = start(new Settings(0, null, true, "quartet", "quartet", "quartet"));
    }
    return URI.create(lean.url());
  }

  /** S3 kept in files. */
  static synchronized URI inFolder() {
    if (inFolder == null) {
      inFolder = start(new Settings(0, temporaryFolder(), false, "quartet", "quartet", "quartet"));
    }
    return URI.create(inFolder.url());
  }

  /** DynamoDB Local without the front. */
  static synchronized URI dynamoDbLocal() {
    if (dynamoDbLocal == null) {
      dynamoDbLocal =
          peer(
              Libraries.besideThisJar().dynamoDb(),
              "dev.quartet.localaws.child.DynamoDbChild",
              port -> List.of("-inMemory", "-sharedDb", "-disableTelemetry", "-port", port));
    }
    return dynamoDbLocal;
  }

  /** An S3 server by others. */
  static synchronized URI s3proxy() {
    if (s3proxy == null) {
      Path libraries =
          Libraries.besideThisJar().folder().resolveSibling("test-lib").resolve("s3proxy");
      s3proxy =
          peer(
              List.of(libraries),
              "org.gaul.s3proxy.Main",
              port -> {
                Path properties = temporaryFolder().resolve("s3proxy.properties");
                Files.writeString(
                    properties,
                    """
                    s3proxy.authorization=none
                    s3proxy.endpoint=http://127.0.0.1:%s
                    jclouds.provider=transient-nio2
                    jclouds.identity=local
                    jclouds.credential=local
                    jclouds.filesystem.basedir=%s
                    """
                        .formatted(port, properties.getParent()));
                return List.of("--properties", properties.toString());
              });
    }
    return s3proxy;
  }

  static Path temporaryFolder() {
    try {
      return Files.createTempDirectory(
          Path.of(System.getProperty("java.io.tmpdir")), "local-aws-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Endpoint start(Settings settings) {
    try {
      Endpoint endpoint = Endpoint.start(settings, Libraries.besideThisJar());
      Runtime.getRuntime().addShutdownHook(new Thread(endpoint::close));
      return endpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI peer(List<Path> classPath, String mainClass, Arguments arguments) {
    try {
      int port = ChildProcess.freePort();
      ChildProcess child =
          ChildProcess.start(
              mainClass,
              classPath,
              mainClass,
              List.of(),
              new ArrayList<>(arguments.forPort(Integer.toString(port))),
              port);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> child.handle().destroyForcibly()));
      child.ready().orTimeout(90, TimeUnit.SECONDS).join();
      return URI.create("http://127.0.0.1:" + port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Arguments {
    List<String> forPort(String port) throws IOException;
  }
}
