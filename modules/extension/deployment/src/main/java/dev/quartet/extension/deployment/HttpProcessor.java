package dev.quartet.extension.deployment;

import dev.quartet.extension.call.FunctionCalls;
import dev.quartet.extension.event.Events;
import dev.quartet.extension.http.HttpRecorder;
import dev.quartet.extension.http.Manifest;
import dev.quartet.extension.http.Problem;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.vertx.http.deployment.FilterBuildItem;
import io.quarkus.vertx.http.deployment.RouteBuildItem;
import io.quarkus.vertx.http.runtime.RouteConstants;

/** Gives each function its route, and every other path a problem document. */
final class HttpProcessor {

  /** Before Quarkus's own limit on uploads, which answers with an empty body. */
  private static final int GATE_PRIORITY = 1000;

  private static final int LAST = RouteConstants.ROUTE_ORDER_AFTER_DEFAULT + 10_000;

  @BuildStep
  void defaults(BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
    defaults.produce(new RunTimeConfigurationDefaultBuildItem("quarkus.http.port", "3000"));
    // quartet.http.max-body-bytes is the limit, and answers with a problem document.
    defaults.produce(
        new RunTimeConfigurationDefaultBuildItem("quarkus.http.limits.max-body-size", "1024G"));
    // Callers that ask before they send a body wait for the answer.
    defaults.produce(
        new RunTimeConfigurationDefaultBuildItem(
            "quarkus.http.handle-100-continue-automatically", "true"));
  }

  @BuildStep
  void beans(BuildProducer<AdditionalBeanBuildItem> beans) {
    beans.produce(
        AdditionalBeanBuildItem.builder()
            .setUnremovable()
            .addBeanClasses(
                FunctionCalls.class.getName(),
                Events.class.getName(),
                Manifest.class.getName(),
                "dev.quartet.extension.http.Admission",
                "dev.quartet.extension.http.Gate",
                "dev.quartet.extension.http.Bodies",
                "dev.quartet.extension.http.FunctionRoutes",
                "dev.quartet.extension.http.UnknownPath",
                "dev.quartet.extension.http.Failures",
                "dev.quartet.extension.http.Problems",
                "dev.quartet.extension.http.Protocols")
            .build());
  }

  @BuildStep
  ReflectiveClassBuildItem problemsAreWrittenByReflection() {
    return ReflectiveClassBuildItem.builder(Problem.class).methods().fields().build();
  }

  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  @Consume(SyntheticBeansRuntimeInitBuildItem.class)
  void routes(
      HttpRecorder recorder,
      BeanContainerBuildItem container,
      FunctionDescriptionsBuildItem functions,
      BuildProducer<FilterBuildItem> filters,
      BuildProducer<RouteBuildItem> routes) {
    recorder.makeFunctionsBy(container.getValue());
    filters.produce(new FilterBuildItem(recorder.gate(), GATE_PRIORITY));
    for (FunctionDescription function : functions.functions()) {
      routes.produce(
          RouteBuildItem.builder()
              .route("/" + function.name())
              .handler(recorder.functionRoute(function.name(), function.nonBlocking()))
              .build());
    }
    routes.produce(
        RouteBuildItem.builder()
            .orderedRoute("/*", LAST, recorder.failures())
            .handler(recorder.unknownPath())
            .build());
  }
}
