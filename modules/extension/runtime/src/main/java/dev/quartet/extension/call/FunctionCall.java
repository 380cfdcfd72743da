package dev.quartet.extension.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.arc.ManagedContext;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunqyServerRequest;
import io.quarkus.funqy.runtime.FunqyServerResponse;
import io.quarkus.funqy.runtime.RequestContext;
import io.quarkus.funqy.runtime.RequestContextImpl;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One function, callable with JSON bytes. Safe for concurrent use. */
public final class FunctionCall {

  private static final byte[] NO_OUTPUT = {};

  private final FunctionInvoker invoker;
  private final @Nullable JsonInput input;
  private final InputConstraints constraints;
  private final ObjectWriter writer;

  FunctionCall(
      FunctionInvoker invoker,
      ObjectMapper strict,
      ObjectMapper application,
      InputConstraints constraints) {
    this.invoker = invoker;
    this.input = invoker.hasInput() ? new JsonInput(strict, invoker.getInputType()) : null;
    this.constraints = constraints;
    this.writer =
        invoker.hasOutput()
            ? application.writerFor(application.constructType(invoker.getOutputType()))
            : application.writer();
  }

  /** The name that the function is called by. */
  public String name() {
    return invoker.getName();
  }

  /**
   * Reads the input, holds it to its constraints, runs the function in a request context of its own
   * and writes the output. Call it where blocking is allowed: the function may block.
   *
   * @param json the input, JSON in UTF-8; ignored by a function without input
   * @return the output as JSON in UTF-8, empty for a function without output; or a failure that
   *     {@link CallError#of} can tell
   */
  public Uni<byte[]> call(byte[] json) {
    return call(reader -> reader.read(json));
  }

  /**
   * Calls as {@link #call(byte[])} does, with JSON that is parsed already.
   *
   * @param json the input; missing for none
   */
  public Uni<byte[]> call(JsonNode json) {
    return call(reader -> reader.read(json));
  }

  /**
   * Calls as {@link #call(byte[])} does, and waits for the output.
   *
   * @throws CallFailed for every failure but those of the virtual machine
   */
  public byte[] callAndAwait(byte[] json) {
    return callAndAwait(reader -> reader.read(json));
  }

  /**
   * Calls as {@link #call(JsonNode)} does, and waits for the output.
   *
   * @throws CallFailed for every failure but those of the virtual machine
   */
  public byte[] callAndAwait(JsonNode json) {
    return callAndAwait(reader -> reader.read(json));
  }

  private byte[] callAndAwait(Function<JsonInput, Object> read) {
    try {
      return call(read).await().indefinitely();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      throw new CallFailed(CallError.of(name(), e));
    }
  }

  private Uni<byte[]> call(Function<JsonInput, Object> read) {
    @Nullable Object argument = null;
    if (input != null) {
      try {
        argument = read.apply(input);
        constraints.check(argument);
      } catch (RuntimeException e) {
        // Also what a constraint's own code throws: whoever counts calls sees each of them end.
        return Uni.createFrom().failure(e);
      }
    }
    return invoke(argument);
  }

  private Uni<byte[]> invoke(@Nullable Object argument) {
    ManagedContext requestContext = Arc.container().requestContext();
    InjectableContext.ContextState state = requestContext.activate();
    Response response = new Response();
    try {
      invoker.invoke(new Request(argument), response);
    } catch (RuntimeException e) {
      // The function's own failures come as its output: this one is of making its object.
      response.setOutput(Uni.createFrom().failure(e));
    } finally {
      requestContext.deactivate();
    }
    // Destroyed only now: a function that answers later still finds its request-scoped beans.
    return new Ended(response.getOutput(), () -> requestContext.destroy(state), this::written);
  }

  private byte[] written(@Nullable Object output) {
    if (!invoker.hasOutput()) {
      return NO_OUTPUT;
    }
    try {
      return writer.writeValueAsBytes(output);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the output of " + name() + " can't be written as JSON", e);
    }
  }

  private record Request(RequestContext context, @Nullable Object argument)
      implements FunqyServerRequest {

    Request(@Nullable Object argument) {
      this(new RequestContextImpl(), argument);
    }

    @Override
    public @Nullable Object extractInput(Class inputClass) {
      return argument;
    }
  }

  private static final class Response implements FunqyServerResponse {

    private Uni<?> output = Uni.createFrom().nullItem();

    @Override
    public Uni<?> getOutput() {
      return output;
    }

    @Override
    public void setOutput(Uni<?> output) {
      this.output = output;
    }
  }
}
