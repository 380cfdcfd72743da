package dev.quartet.extension.deployment;

import dev.quartet.extension.console.ConsoleRecorder;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.RemovedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;
import io.quarkus.vertx.http.deployment.HttpRootPathBuildItem;
import io.quarkus.vertx.http.deployment.NonApplicationRootPathBuildItem;
import io.quarkus.vertx.http.deployment.RouteBuildItem;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Gives an application the page, where it is asked for. */
final class ConsoleProcessor {

  private static final String GROUP = "dev.quartet";
  private static final String ARTIFACT = "quartet-extension";
  private static final String FOLDER = "dev/quartet/extension/console";

  @BuildStep(onlyIf = Enabled.class)
  NativeImageResourceBuildItem page() {
    return new NativeImageResourceBuildItem(FOLDER + "/console.html");
  }

  /**
   * Calls by event are for a developer's machine: elsewhere not even the code for them is packed.
   */
  @BuildStep(onlyIfNot = Enabled.class)
  void leaveOut(
      CurateOutcomeBuildItem application, BuildProducer<RemovedResourceBuildItem> removed) {
    for (ResolvedDependency dependency : application.getApplicationModel().getDependencies()) {
      if (dependency.getGroupId().equals(GROUP) && dependency.getArtifactId().equals(ARTIFACT)) {
        Set<String> names = new HashSet<>();
        dependency
            .getContentTree()
            .walkIfContains(FOLDER, visit -> names.add(visit.getRelativePath()));
        removed.produce(new RemovedResourceBuildItem(dependency.getKey(), names));
      }
    }
  }

  @BuildStep(onlyIf = Enabled.class)
  @Record(ExecutionTime.RUNTIME_INIT)
  @Consume(SyntheticBeansRuntimeInitBuildItem.class)
  void routes(
      ConsoleRecorder recorder,
      HttpRootPathBuildItem application,
      NonApplicationRootPathBuildItem paths,
      BuildProducer<RouteBuildItem> routes) {
    routes.produce(
        paths
            .routeBuilder()
            .route("quartet")
            .handler(recorder.page(application.getRootPath()))
            .displayOnNotFoundPage("Quartet")
            .build());
    routes.produce(
        paths
            .routeBuilder()
            .route("quartet/invoke/:function")
            .handler(recorder.invocations())
            .build());
    routes.produce(paths.routeBuilder().route("quartet/stores").handler(recorder.stores()).build());
  }

  /** Whether the application asks for the page. */
  static final class Enabled implements BooleanSupplier {

    private final ConsoleConfig config;

    Enabled(ConsoleConfig config) {
      this.config = config;
    }

    @Override
    public boolean getAsBoolean() {
      return config.enabled();
    }
  }
}
