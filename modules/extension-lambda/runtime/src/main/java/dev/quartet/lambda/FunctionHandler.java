package dev.quartet.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.crac.Core;
import org.jboss.logging.MDC;

/**
 * The handler to configure for a JVM zip: {@code
 * dev.quartet.lambda.FunctionHandler::handleRequest}. The application starts in the constructor, so
 * that it starts in the init phase and, under SnapStart, before the snapshot.
 */
public final class FunctionHandler implements RequestStreamHandler {

  private final LambdaEvents events;

  /** Called by Lambda's runtime interface client, once for each execution environment. */
  public FunctionHandler() {
    Quarkus.manualInitialize();
    Quarkus.manualStart();
    var container = Arc.container();
    this.events = container.instance(LambdaEvents.class).get();
    Core.getGlobalContext().register(container.instance(SnapshotHooks.class).get());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    MDC.put("requestId", context.getAwsRequestId());
    try {
      output.write(events.handle(input.readAllBytes()));
    } finally {
      MDC.remove("requestId");
    }
  }
}
