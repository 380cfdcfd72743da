package dev.quartet.inference;

import java.util.ArrayList;
import java.util.List;

/** Requests for one session that were taken to run together. */
final class Batch {

  private final Session session;
  private final List<Waiting<?>> requests;

  /**
   * @param requests at least one; those after the first join it
   */
  Batch(List<Waiting<?>> requests) {
    this.session = requests.getFirst().session();
    this.requests = requests;
  }

  /**
   * Answers all, each by its result or its failure. When a run of several fails, each runs alone:
   * what is wrong with one is no reason to refuse the others.
   */
  void run() {
    long startNanos = System.nanoTime();
    if (requests.size() == 1 || !mayShare() || !runTogether(requests)) {
      for (Waiting<?> request : requests) {
        runAlone(request);
      }
    }
    for (Waiting<?> request : requests) {
      request.observer().waited(startNanos - request.sinceNanos());
    }
  }

  private boolean mayShare() {
    SharedRuns shared = session.sharedRuns();
    return shared.isProven() || shared.areAllowed(session, requests.getFirst().tensors());
  }

  private boolean runTogether(List<Waiting<?>> together) {
    long startNanos = System.nanoTime();
    try {
      execute(together);
    } catch (RuntimeException | Error e) {
      // Each is told what it fails by.
      return false;
    }
    long runNanos = System.nanoTime() - startNanos;
    together.forEach(Waiting::answer);
    together.getFirst().observer().ran(rows(together), runNanos);
    return true;
  }

  private void runAlone(Waiting<?> request) {
    long startNanos = System.nanoTime();
    long runNanos;
    try {
      execute(List.of(request));
      runNanos = System.nanoTime() - startNanos;
      request.answer();
    } catch (RuntimeException | Error e) {
      // Errors too, such as no memory for the buffers: each caller waits for an end.
      runNanos = System.nanoTime() - startNanos;
      request.result().completeExceptionally(e);
    }
    request.observer().ran(request.rows(), runNanos);
  }

  private void execute(List<Waiting<?>> together) {
    switch (together.getFirst()) {
      case Waiting.ForVectors<?> _ -> session.vectors().run(parts(together));
      case Waiting.ForTensors first when together.size() == 1 ->
          first.take(session.infer(first.tensors(), first.requestedOutputs()));
      case Waiting.ForTensors first -> executeTensors(first.requestedOutputs(), together);
    }
  }

  private static List<Part> parts(List<Waiting<?>> together) {
    List<Part> parts = new ArrayList<>(together.size());
    for (Waiting<?> request : together) {
      parts.add(((Waiting.ForVectors<?>) request).part());
    }
    return parts;
  }

  private void executeTensors(List<String> requestedOutputs, List<Waiting<?>> together) {
    List<List<Tensor>> inputs = new ArrayList<>(together.size());
    for (Waiting<?> request : together) {
      inputs.add(request.tensors());
    }
    List<Tensor> outputs = session.infer(TensorRows.joined(inputs), requestedOutputs);
    int allRows = rows(together);
    int row = 0;
    for (Waiting<?> request : together) {
      ((Waiting.ForTensors) request).take(TensorRows.part(outputs, row, request.rows(), allRows));
      row += request.rows();
    }
  }

  private static int rows(List<Waiting<?>> together) {
    int rows = 0;
    for (Waiting<?> request : together) {
      rows += request.rows();
    }
    return rows;
  }
}
