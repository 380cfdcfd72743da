package dev.quartet.extension.http;

import io.quarkus.arc.Arc;
import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.funqy.runtime.FunctionConstructor;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Hands the beans that answer requests to the router when the application starts. */
@Recorder
public class HttpRecorder {

  /**
   * Funqy makes the functions' objects through this container, and leaves it to a binding to set
   * it.
   */
  public void makeFunctionsBy(BeanContainer container) {
    FunctionConstructor.CONTAINER = container;
  }

  public Handler<RoutingContext> gate() {
    return Arc.container().instance(Gate.class).get();
  }

  public Handler<RoutingContext> functionRoute(String name, boolean nonBlocking) {
    return Arc.container().instance(FunctionRoutes.class).get().to(name, nonBlocking);
  }

  public Handler<RoutingContext> unknownPath() {
    return Arc.container().instance(UnknownPath.class).get();
  }

  /** Makes a route answer the failures of all routes before it. */
  public Consumer<Route> failures() {
    Failures failures = Arc.container().instance(Failures.class).get();
    return route -> route.failureHandler(failures);
  }
}
