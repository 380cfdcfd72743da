package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.builder.item.SimpleBuildItem;
import java.util.List;

/** All functions of the application, in alphabetical order. */
public final class FunctionDescriptionsBuildItem extends SimpleBuildItem {

  private final List<FunctionDescription> functions;

  FunctionDescriptionsBuildItem(List<FunctionDescription> functions) {
    this.functions = List.copyOf(functions);
  }

  /** The functions, in alphabetical order of their names. */
  public List<FunctionDescription> functions() {
    return functions;
  }

  /** The {@code functions} member of {@code functions.json}. */
  public ArrayNode json() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    functions.forEach(function -> json.add(function.json()));
    return json;
  }
}
