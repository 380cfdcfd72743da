package dev.quartet.serving.http;

import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Server;
import jakarta.inject.Singleton;

/** What the server says of itself. */
@Singleton
final class ServerHandlers {

  private final Server server;

  ServerHandlers(Server server) {
    this.server = server;
  }

  Answer metadata() {
    return JsonAnswers.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("name", server.name());
          json.writeStringField("version", server.version());
          json.writeArrayFieldStart("extensions");
          for (String extension : server.extensions()) {
            json.writeString(extension);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  Answer live() {
    return JsonAnswers.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("live", true);
          json.writeEndObject();
        });
  }

  /** The specification says {@code live} here too, and clients read {@code ready}. */
  Answer ready() {
    if (!server.isReady()) {
      throw new Refusal(503, "No model is ready.");
    }
    return JsonAnswers.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("live", true);
          json.writeBooleanField("ready", true);
          json.writeEndObject();
        });
  }
}
