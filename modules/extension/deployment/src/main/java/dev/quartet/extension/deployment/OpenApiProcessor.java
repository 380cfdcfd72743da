package dev.quartet.extension.deployment;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.processor.BuiltinScope;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.smallrye.openapi.deployment.spi.AddToOpenAPIDefinitionBuildItem;

/** Describes the functions in OpenAPI, where the application has that extension. */
final class OpenApiProcessor {

  @BuildStep
  AddToOpenAPIDefinitionBuildItem describe(FunctionDescriptionsBuildItem functions) {
    return new AddToOpenAPIDefinitionBuildItem(new FunctionPaths(functions.functions()));
  }

  /** Development reloads documents by class loaders of its own, so it keeps Quarkus's way. */
  @BuildStep(onlyIf = IsProduction.class)
  void prepareTheDocumentWhenAsked(
      Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
    if (capabilities.isPresent(Capability.SMALLRYE_OPENAPI)) {
      beans.produce(
          AdditionalBeanBuildItem.builder()
              .addBeanClass("io.quarkus.smallrye.openapi.runtime.DocumentWhenAsked")
              .setDefaultScope(BuiltinScope.APPLICATION.getName())
              .setUnremovable()
              .build());
    }
  }
}
