package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelRepository;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.RepositoryControl;
import dev.quartet.serving.protocol.Server;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The protocol's extension by which models are listed, loaded and unloaded. */
@Singleton
final class RepositoryHandlers {

  private static final Answer DONE =
      JsonAnswers.of(
          json -> {
            json.writeStartObject();
            json.writeEndObject();
          });

  private final Server server;
  private final ModelRepository repository;
  private final RepositoryControl control;
  private final Calls calls;

  RepositoryHandlers(
      Server server, ModelRepository repository, RepositoryControl control, Calls calls) {
    this.server = server;
    this.repository = repository;
    this.control = control;
    this.calls = calls;
  }

  void index(RoutingContext context) {
    calls.answerBody(context, body -> index(isOnlyReady(body)));
  }

  private static boolean isOnlyReady(byte[] body) {
    AtomicBoolean onlyReady = new AtomicBoolean();
    readIfAny(
        body,
        (name, parser, place) -> {
          if (name.equals("ready")) {
            onlyReady.set(Members.bool(parser, place));
          } else {
            parser.skipChildren();
          }
        });
    return onlyReady.get();
  }

  private Answer index(boolean onlyReady) {
    List<ModelEntry> entries = server.models(onlyReady);
    return JsonAnswers.of(
        json -> {
          json.writeStartArray();
          for (ModelEntry entry : entries) {
            json.writeStartObject();
            json.writeStringField("name", entry.name());
            if (!entry.version().isEmpty()) {
              json.writeStringField("version", entry.version());
            }
            json.writeStringField("state", entry.state().name());
            json.writeStringField("reason", entry.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  void load(RoutingContext context) {
    control.require();
    calls.answerBody(
        context,
        body -> {
          readIfAny(body, RepositoryHandlers::memberOfLoad);
          repository.load(ModelPath.name(context));
          return DONE;
        });
  }

  private static void memberOfLoad(String name, JsonParser parser, Place place) throws IOException {
    if (name.equals("parameters")) {
      Members.read(parser, place, RepositoryHandlers::parameterOfLoad);
    } else {
      parser.skipChildren();
    }
  }

  private static void parameterOfLoad(String name, JsonParser parser, Place place)
      throws IOException {
    RepositoryControl.requireServed(name, place);
    parser.skipChildren();
  }

  void unload(RoutingContext context) {
    control.require();
    calls.answerBody(
        context,
        body -> {
          readIfAny(body, (_, parser, _) -> parser.skipChildren());
          repository.unload(ModelPath.name(context));
          return DONE;
        });
  }

  private static void readIfAny(byte[] body, Members.Member member) {
    if (body.length > 0) {
      Members.readWhole(body, body.length, member);
    }
  }
}
