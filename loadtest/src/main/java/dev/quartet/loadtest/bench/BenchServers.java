package dev.quartet.loadtest.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All servers that are declared, in the order of the tables. */
final class BenchServers {
  static final String AXUM = "axum";

  private static final String BUILD_BASELINES = "build it with loadtest/baselines/build";
  private static final Set<String> DIGITS = Set.copyOf(Wires.OF_DIGITS);

  private BenchServers() {}

  /**
   * @param root the repository's folder
   * @param java the java executable that runs the plain jar
   * @param threads threads that share one operator in ONNX Runtime, the same for all
   */
  static List<BenchServer> declared(Path root, Path java, int threads) {
    Path targets = root.resolve("modules/targets");
    Path jar = targets.resolve("local/target/quarkus-app/quarkus-run.jar");
    Path image = targets.resolve("fargate/target/image");
    Path nativeImage = targets.resolve("fargate-native/target/image");
    Path baselines = root.resolve("loadtest/baselines");
    return List.of(
        quartet(
            "quartet-jar",
            jar,
            "build it with ./mvnw package",
            root,
            List.of(java.toString(), "-jar", jar.toString()),
            threads),
        quartet(
            "quartet-container",
            image.resolve("app/quarkus-run.jar"),
            "build it with ./mvnw package -Pfargate",
            image.resolve("app"),
            List.of(
                image.resolve("runtime/bin/java").toString(),
                "@java.options",
                "-jar",
                "quarkus-run.jar"),
            threads),
        quartet(
            "quartet-native",
            nativeImage.resolve("app/application"),
            "build it with ./mvnw package -Pfargate-native",
            nativeImage.resolve("app"),
            List.of(nativeImage.resolve("app/application").toString()),
            threads),
        baseline(
            AXUM,
            baselines.resolve("rust/target/release/quartet-baseline"),
            root,
            List.of(baselines.resolve("rust/target/release/quartet-baseline").toString()),
            Map.of(
                "ORT_DYLIB_PATH",
                baselines.resolve("rust/target/release/libonnxruntime.so").toString()),
            threads),
        baseline(
            "fastapi",
            baselines.resolve("python/.venv/bin/python"),
            root,
            List.of(
                baselines.resolve("python/.venv/bin/python").toString(),
                baselines.resolve("python/server.py").toString()),
            Map.of(),
            threads),
        mlserver(root, baselines.resolve("mlserver"), threads),
        matmul("axum-matmul", baselines.resolve("rust/target/release/matmul"), root, List.of()),
        matmul(
            "fastapi-matmul",
            baselines.resolve("python/.venv/bin/python"),
            baselines.resolve("python"),
            List.of("matmul.py")));
  }

  /** A worker for each processor, as in the seed. */
  private static BenchServer matmul(
      String name, Path executable, Path workingFolder, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(arguments);
    return new DeclaredServer(
        name,
        executable,
        BUILD_BASELINES,
        workingFolder,
        command,
        Map.of(),
        "PORT",
        Set.of(Wires.MATMUL));
  }

  /** The stores are real ones by name, so that none is started; {@code predict} calls none. */
  private static BenchServer quartet(
      String name,
      Path artifact,
      String remedy,
      Path workingFolder,
      List<String> command,
      int threads) {
    return new DeclaredServer(
        name,
        artifact,
        remedy,
        workingFolder,
        command,
        Map.of(
            "QUARKUS_HTTP_HOST", "127.0.0.1",
            "QUARTET_INFERENCE_THREADS", String.valueOf(threads),
            "AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "quartet",
            "AWS_SECRET_ACCESS_KEY", "quartet"),
        "QUARKUS_HTTP_PORT",
        DIGITS);
  }

  private static BenchServer mlserver(Path root, Path folder, int threads) {
    Path executable = folder.resolve(".venv/bin/mlserver");
    return new DeclaredServer(
        "mlserver",
        executable,
        BUILD_BASELINES,
        root,
        List.of(executable.toString(), "start", folder.resolve("server").toString()),
        baselineEnvironment(root, threads),
        "MLSERVER_HTTP_PORT",
        Set.of(Wires.OIP_JSON));
  }

  private static BenchServer baseline(
      String name,
      Path artifact,
      Path root,
      List<String> command,
      Map<String, String> more,
      int threads) {
    Map<String, String> environment = new HashMap<>(more);
    environment.putAll(baselineEnvironment(root, threads));
    return new DeclaredServer(
        name, artifact, BUILD_BASELINES, root, command, environment, "PORT", Set.of(Wires.PREDICT));
  }

  private static Map<String, String> baselineEnvironment(Path root, int threads) {
    return Map.of(
        "THREADS",
        String.valueOf(threads),
        "MODEL",
        root.resolve("modules/functions/src/main/resources/models/digits/1/model.onnx").toString());
  }
}
