package dev.quartet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** What functions and users ask of SQS. */
final class SqsTest {
  private static final int WAIT_SECONDS = 10;

  private SqsClient sqs;

  @BeforeEach
  void connect() {
    sqs = Sdk.sqs(RunningEndpoints.lean());
    purge("quartet");
    purge("quartet-dlq");
  }

  @AfterEach
  void close() {
    sqs.close();
  }

  @Test
  void theQueueUrlLeadsToTheEndpoint() {
    assertThat(url("quartet")).isEqualTo(RunningEndpoints.lean() + "/000000000000/quartet");
    assertThat(sqs.listQueues().queueUrls()).contains(url("quartet"), url("quartet-dlq"));
  }

  @Test
  void aMessageIsReceivedUntilItIsDeleted() {
    sqs.sendMessage(request -> request.queueUrl(url("quartet")).messageBody("{\"id\":\"1\"}"));

    Message message = receive("quartet", 30).getFirst();
    assertThat(message.body()).isEqualTo("{\"id\":\"1\"}");
    sqs.deleteMessage(
        request -> request.queueUrl(url("quartet")).receiptHandle(message.receiptHandle()));

    assertThat(count("quartet")).isZero();
  }

  @Test
  void aBatchIsSentAtOnce() {
    var answer =
        sqs.sendMessageBatch(
            request ->
                request
                    .queueUrl(url("quartet"))
                    .entries(
                        SendMessageBatchRequestEntry.builder().id("a").messageBody("1").build(),
                        SendMessageBatchRequestEntry.builder().id("b").messageBody("2").build()));

    assertThat(answer.successful()).hasSize(2);
    assertThat(count("quartet")).isEqualTo(2);
  }

  @Test
  void aMessageReceivedThreeTimesGoesToTheDeadLetterQueue() {
    sqs.sendMessage(request -> request.queueUrl(url("quartet")).messageBody("poison"));
    for (int receive = 0; receive < 3; receive++) {
      assertThat(receive("quartet", 0)).extracting(Message::body).containsExactly("poison");
    }

    assertThat(
            sqs.receiveMessage(request -> request.queueUrl(url("quartet")).waitTimeSeconds(0))
                .messages())
        .isEmpty();
    assertThat(receive("quartet-dlq", 30)).extracting(Message::body).containsExactly("poison");
  }

  @Test
  void aMissingQueueHasItsError() {
    assertThatThrownBy(() -> url("missing")).isInstanceOf(QueueDoesNotExistException.class);
  }

  private List<Message> receive(String queue, int visibilitySeconds) {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(url(queue))
                    .waitTimeSeconds(WAIT_SECONDS)
                    .visibilityTimeout(visibilitySeconds))
        .messages();
  }

  private int count(String queue) {
    return Integer.parseInt(
        sqs.getQueueAttributes(
                request ->
                    request
                        .queueUrl(url(queue))
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  private void purge(String queue) {
    sqs.purgeQueue(request -> request.queueUrl(url(queue)));
  }

  private String url(String queue) {
    return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
  }
}
