package dev.quartet.lambda.poll;

import dev.quartet.lambda.LambdaEvents;
import io.quarkus.amazon.lambda.runtime.AmazonLambdaMapperRecorder;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;

/** Starts the poll loop when the native executable has started. */
@Recorder
public class PollLoopRecorder {

  public void start(ShutdownContext shutdown, LaunchMode launchMode) {
    LambdaEvents events = Arc.container().instance(LambdaEvents.class).get();
    new PollLoop(
            events,
            AmazonLambdaMapperRecorder.objectMapper,
            AmazonLambdaMapperRecorder.cognitoIdReader,
            AmazonLambdaMapperRecorder.clientCtxReader,
            launchMode)
        .startPollLoop(shutdown);
  }
}
