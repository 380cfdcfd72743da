package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartet.inference.ServedModel;
import dev.quartet.inference.TensorType;
import dev.quartet.serving.protocol.RequestedModels;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/** What is said of one model. */
@Singleton
final class ModelHandlers {

  private final RequestedModels models;

  ModelHandlers(RequestedModels models) {
    this.models = models;
  }

  Answer metadata(RoutingContext context) {
    try (ServedModel model = ModelPath.in(context, models)) {
      return JsonAnswers.of(
          json -> {
            json.writeStartObject();
            json.writeStringField("name", model.name());
            json.writeArrayFieldStart("versions");
            for (String version : model.versions()) {
              json.writeString(version);
            }
            json.writeEndArray();
            json.writeStringField("platform", model.platform());
            writeTensors(json, "inputs", model.inputs());
            writeTensors(json, "outputs", model.outputs());
            json.writeEndObject();
          });
    }
  }

  Answer ready(RoutingContext context) {
    try (ServedModel model = ModelPath.in(context, models)) {
      return JsonAnswers.of(
          json -> {
            json.writeStartObject();
            json.writeStringField("name", model.name());
            json.writeBooleanField("ready", true);
            json.writeEndObject();
          });
    }
  }

  private static void writeTensors(JsonGenerator json, String name, List<TensorType> tensors)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (TensorType tensor : tensors) {
      json.writeStartObject();
      json.writeStringField("name", tensor.name());
      json.writeStringField("datatype", tensor.datatype().name());
      json.writeArrayFieldStart("shape");
      for (long dimension : tensor.shape()) {
        json.writeNumber(dimension);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
