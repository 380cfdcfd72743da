package dev.quartet.extension.deployment;

import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Writes down which models are among the application's resources, as {@code
 * models/<model>/<version>/model.onnx} or {@code .ort}: what is packaged can't be listed alike
 * everywhere. A native image takes them along.
 */
final class BundledModelsProcessor {

  /** One resource a line, for whatever serves them. */
  private static final String LIST = "META-INF/quartet/models.txt";

  private static final String FOLDER = "models";
  private static final Pattern MODEL =
      Pattern.compile(FOLDER + "/[^/]+/(0|[1-9][0-9]{0,17})/model\\.(onnx|ort)");

  @BuildStep
  void list(
      CurateOutcomeBuildItem outcome,
      BuildProducer<GeneratedResourceBuildItem> lists,
      BuildProducer<NativeImageResourceBuildItem> packaged) {
    SortedSet<String> models = models(outcome.getApplicationModel());
    if (!models.isEmpty()) {
      lists.produce(
          new GeneratedResourceBuildItem(
              LIST, String.join("\n", models).getBytes(StandardCharsets.UTF_8)));
      packaged.produce(new NativeImageResourceBuildItem(LIST));
      packaged.produce(new NativeImageResourceBuildItem(models.toArray(String[]::new)));
    }
  }

  private static SortedSet<String> models(ApplicationModel application) {
    SortedSet<String> models = new TreeSet<>();
    addModels(application.getAppArtifact(), models);
    application.getRuntimeDependencies().forEach(dependency -> addModels(dependency, models));
    return models;
  }

  private static void addModels(ResolvedDependency artifact, SortedSet<String> models) {
    artifact
        .getContentTree()
        .walkIfContains(
            FOLDER,
            visit -> {
              String name = visit.getRelativePath("/");
              if (MODEL.matcher(name).matches()) {
                models.add(name);
              }
            });
  }
}
