package dev.quartet.contract.harness;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A zip under local-lambda, which runs it the way AWS does. */
final class LambdaZip implements Target {

  private static final String READY = "local-lambda is ready: ";
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final Pattern FUNCTIONS = Pattern.compile("functions: (.+)$");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Enough to be several, and few enough to start together on a small machine. */
  private static final String ENVIRONMENTS = "3";

  private final TargetName name;
  private final String howToBuild;

  LambdaZip(TargetName name, String howToBuild) {
    this.name = name;
    this.howToBuild = howToBuild;
  }

  @Override
  public TargetName name() {
    return name;
  }

  @Override
  public Optional<String> missing() {
    return Target.notBuilt(Artifacts.zip(name), howToBuild)
        .or(() -> Target.notBuilt(Artifacts.localLambda(), "./mvnw package"));
  }

  @Override
  public RunningTarget start(
      LocalAws aws, String purpose, Map<String, String> variables, String awaitedPath) {
    Path log = Artifacts.logs(name).resolve(purpose + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Tools.java(),
                "-jar",
                Artifacts.localLambda().toString(),
                Artifacts.zip(name).toString(),
                "--port",
                "0",
                "--url-port",
                "0",
                "--exit-with-parent",
                "--environments",
                ENVIRONMENTS));
    variables.forEach(
        (variable, value) -> command.addAll(List.of("--env", variable + "=" + value)));
    ManagedProcess process =
        ManagedProcess.start(
            "local-lambda", command, aws.environment(), log, line -> line.startsWith(READY));
    try {
      String line = process.awaitLine(LIMIT);
      List<URI> urls =
          URL.matcher(line).results().map(MatchResult::group).distinct().map(URI::create).toList();
      if (urls.size() < 2) {
        throw new IllegalStateException(
            "local-lambda does not name its two URLs in its ready line: " + line);
      }
      List<String> functions = functions(line);
      Http http = new Http(path -> functionUrl(urls.get(1), functions, path));
      return new RunningTarget(process, http, new Invocations(urls.get(0)), () -> {});
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static List<String> functions(String readyLine) {
    Matcher names = FUNCTIONS.matcher(readyLine);
    if (!names.find()) {
      throw new IllegalStateException(
          "local-lambda does not name its functions in its ready line: " + readyLine);
    }
    return List.of(names.group(1).split(", ", -1));
  }

  /**
   * Each function's URL reaches the whole HTTP surface; a function's own path goes to its own, all
   * others to the first's.
   */
  private static URI functionUrl(URI base, List<String> functions, String path) {
    String first = path.split("/", -1)[1];
    String function = functions.contains(first) ? first : functions.getFirst();
    return URI.create(base + "/" + function + path);
  }
}
