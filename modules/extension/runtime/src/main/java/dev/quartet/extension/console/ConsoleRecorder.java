package dev.quartet.extension.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.call.FunctionCalls;
import dev.quartet.extension.event.Events;
import dev.quartet.extension.http.Bodies;
import dev.quartet.extension.http.Problems;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Makes the handlers of the page's routes when the application starts. They are no beans: an
 * application without the page has nothing of them.
 */
@Recorder
public class ConsoleRecorder {

  /**
   * @param rootPath where the application's paths begin, such as {@code /}
   */
  public Handler<RoutingContext> page(String rootPath) {
    return callers().toPage(new ConsolePage(rootPath));
  }

  public Handler<RoutingContext> invocations() {
    return callers()
        .only(
            HttpMethod.POST,
            new Invocations(
                bean(FunctionCalls.class),
                bean(Events.class),
                bean(Bodies.class),
                bean(Problems.class),
                bean(Vertx.class),
                bean(ObjectMapper.class)));
  }

  public Handler<RoutingContext> stores() {
    return callers()
        .only(
            HttpMethod.GET,
            new StoresView(
                bean(Vertx.class),
                bean(ObjectMapper.class),
                () -> StoreEndpoints.configured(ConfigProvider.getConfig())));
  }

  private static LocalCallers callers() {
    return new LocalCallers(bean(Problems.class));
  }

  private static <T> T bean(Class<T> type) {
    return Arc.container().instance(type).get();
  }
}
