package dev.quartet.serving;

import dev.quartet.extension.ServedFunctions;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ModelStore;
import dev.quartet.inference.SessionSettings;
import dev.quartet.inference.StoreSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The models of the application, open and warm before the first request. An execution environment
 * of Lambda whose function needs none opens them when it is asked for one all the same.
 */
final class Models {

  private static final Logger LOG = Logger.getLogger(Models.class);

  private static final Pattern REMOTE = Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]*)://.*");

  private Models() {}

  static void openAtStart(
      @Observes StartupEvent started, ServedFunctions functions, ModelRepository models) {
    if (functions.use(ModelRepository.class)) {
      // The first call of the bean makes it.
      models.isRemote();
    }
  }

  /**
   * Opens those of the configured place, else those in the artifact.
   *
   * @param lambdaFunction the name that Lambda gives an execution environment; empty elsewhere
   * @throws dev.quartet.inference.ModelException if the folder is missing, or ONNX Runtime does not
   *     start
   */
  @Produces
  @ApplicationScoped
  static ModelRepository open(
      ModelsConfig config,
      @Any Instance<RemoteModels> remote,
      @ConfigProperty(name = "AWS_LAMBDA_FUNCTION_NAME") Optional<String> lambdaFunction) {
    try {
      return open(config, (Iterable<RemoteModels>) remote, lambdaFunction.isPresent());
    } catch (RuntimeException e) {
      if (lambdaFunction.isPresent()) {
        // Lambda may end the execution environment before Quarkus comes to tell.
        LOG.errorf("The start fails for its models. %s", e.getMessage());
      }
      throw e;
    }
  }

  /**
   * @param isOnLambda whether the start ends when a store does not answer. An execution environment
   *     that went on without its models would never have them; the next one may.
   */
  static ModelRepository open(
      ModelsConfig config, Iterable<RemoteModels> remote, boolean isOnLambda) {
    SessionSettings settings =
        new SessionSettings(
            config.inference().threads().orElseGet(Runtime.getRuntime()::availableProcessors),
            config.onnxruntime().path());
    if (config.models().isEmpty()) {
      // The application's own class loader, which need not be this library's.
      ClassLoader application = Thread.currentThread().getContextClassLoader();
      return ModelRepository.openBundled(application, BundledModels.in(application), settings);
    }
    String place = config.models().get();
    Matcher scheme = REMOTE.matcher(place);
    return scheme.matches()
        ? ModelRepository.openStore(
            store(place, scheme.group("scheme"), remote),
            new StoreSettings(
                config.modelsCache().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))),
                config.modelsMaxBytes(),
                config.modelsSha256(),
                isOnLambda),
            settings)
        : ModelRepository.openFolder(Path.of(place), settings);
  }

  private static ModelStore store(String place, String scheme, Iterable<RemoteModels> remote) {
    for (RemoteModels models : remote) {
      if (models.scheme().equals(scheme)) {
        return models.at(place);
      }
    }
    throw new IllegalArgumentException(
        "quartet.models (environment variable QUARTET_MODELS) is %s, and nothing here fetches models"
                .formatted(place)
            + " from there: name a folder; for s3://… depend on dev.quartet:quartet-serving-s3");
  }

  static void close(@Disposes ModelRepository models) {
    models.close();
  }
}
