package dev.quartet.contract.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jar as a process. */
final class LocalApp implements Target {

  @Override
  public TargetName name() {
    return TargetName.LOCAL;
  }

  @Override
  public Optional<String> missing() {
    return Target.notBuilt(Artifacts.localApp(), "./mvnw package");
  }

  @Override
  public RunningTarget start(
      LocalAws aws, String purpose, Map<String, String> variables, String awaitedPath) {
    int port = Tools.freePort();
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    environment.putAll(variables);
    ManagedProcess process =
        ManagedProcess.start(
            "the local app",
            List.of(Tools.java(), "-jar", Artifacts.localApp().toString()),
            environment,
            Artifacts.logs(name()).resolve(purpose + ".log"));
    return Server.await(process, port, awaitedPath, () -> {});
  }
}
