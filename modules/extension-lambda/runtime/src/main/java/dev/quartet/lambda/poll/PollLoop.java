package dev.quartet.lambda.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.quartet.lambda.LambdaError;
import dev.quartet.lambda.LambdaEvents;
import io.quarkus.amazon.lambda.runtime.AbstractLambdaPollLoop;
import io.quarkus.amazon.lambda.runtime.AmazonLambdaContext;
import io.quarkus.amazon.lambda.runtime.FunctionError;
import io.quarkus.amazon.lambda.runtime.LambdaInputReader;
import io.quarkus.amazon.lambda.runtime.LambdaOutputWriter;
import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import org.jboss.logging.MDC;

/** Takes one invocation after the other from the Runtime API. Events stay bytes here. */
final class PollLoop extends AbstractLambdaPollLoop {

  private final LambdaEvents events;
  private final ObjectMapper mapper;

  PollLoop(
      LambdaEvents events,
      ObjectMapper mapper,
      ObjectReader cognitoIdReader,
      ObjectReader clientContextReader,
      LaunchMode launchMode) {
    super(mapper, cognitoIdReader, clientContextReader, launchMode);
    this.events = events;
    this.mapper = mapper;
  }

  @Override
  protected boolean isStream() {
    return false;
  }

  /** A typed error is an answer to the caller; what is worth logging of it is logged already. */
  @Override
  protected boolean shouldLog(Exception failure) {
    return !(failure instanceof LambdaError);
  }

  @Override
  protected Object processRequest(Object event, AmazonLambdaContext context) {
    MDC.put("requestId", context.getAwsRequestId());
    try {
      return events.handle((byte[]) event);
    } finally {
      MDC.remove("requestId");
    }
  }

  @Override
  protected void processRequest(
      InputStream event, OutputStream answer, AmazonLambdaContext context) {
    throw new UnsupportedOperationException("this loop is not a streaming one");
  }

  @Override
  protected LambdaInputReader<byte[]> getInputReader() {
    return InputStream::readAllBytes;
  }

  @Override
  protected LambdaOutputWriter getOutputWriter() {
    return new LambdaOutputWriter() {
      @Override
      public void writeHeaders(HttpURLConnection connection) {
        connection.setRequestProperty("Content-Type", "application/json");
      }

      @Override
      public void writeValue(OutputStream output, Object answer) throws IOException {
        output.write((byte[]) answer);
        output.close();
      }
    };
  }

  /** Written by hand, because the superclass's way needs reflection that a native image lacks. */
  @Override
  protected void postError(URL url, Object error) throws IOException {
    FunctionError told = (FunctionError) error;
    RuntimeApi.postError(url, mapper, told.getErrorType(), String.valueOf(told.getErrorMessage()));
  }
}
