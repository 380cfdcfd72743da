package dev.quartet.extension.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.smallrye.openapi.deployment.spi.AddToOpenAPIDefinitionBuildItem;

/** Describes the functions in OpenAPI, where the application has that extension. */
final class OpenApiProcessor {

  @BuildStep
  AddToOpenAPIDefinitionBuildItem describe(FunctionDescriptionsBuildItem functions) {
    return new AddToOpenAPIDefinitionBuildItem(new FunctionPaths(functions.functions()));
  }
}
