package dev.quartet.lambda.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.URI;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The main of the native executable. A start that fails is reported to Lambda, which otherwise
 * tells only that the process ended.
 */
@QuarkusMain
public final class NativeMain {

  private static final Logger LOG = Logger.getLogger(NativeMain.class);

  public static void main(String[] args) {
    Quarkus.run(null, NativeMain::ended, args);
  }

  private static void ended(Integer exitCode, @Nullable Throwable failure) {
    if (failure != null) {
      report(failure);
    }
    ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
  }

  private static void report(Throwable failure) {
    @Nullable String runtimeApi = System.getenv("AWS_LAMBDA_RUNTIME_API");
    if (runtimeApi == null) {
      return;
    }
    try {
      RuntimeApi.postError(
          URI.create("http://" + runtimeApi + "/2018-06-01/runtime/init/error").toURL(),
          new ObjectMapper(),
          failure.getClass().getSimpleName(),
          String.valueOf(failure.getMessage()));
    } catch (IOException e) {
      LOG.error("The failed start could not be reported to Lambda", e);
    }
  }
}
