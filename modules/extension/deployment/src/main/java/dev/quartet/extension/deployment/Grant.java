package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a function's role may do.
 *
 * @param actions IAM actions
 * @param resources ARNs, with placeholders for what is known when the function is deployed
 */
public record Grant(List<String> actions, List<String> resources) {

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    actions.forEach(json.putArray("actions")::add);
    resources.forEach(json.putArray("resources")::add);
    return json;
  }
}
