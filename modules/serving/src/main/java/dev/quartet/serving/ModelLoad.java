package dev.quartet.serving;

import dev.quartet.inference.RunObserver;
import dev.quartet.inference.RunRefused;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The requests for a version of a model. They are bounded for all its versions together. */
final class ModelLoad implements RunObserver {

  private final String model;
  private final AtomicInteger requests;
  private final int maxRequests;
  private final Supplier<ModelMeter> makesMeter;

  /** Made when the first request is answered, so that it holds up none. */
  private volatile @Nullable ModelMeter meter;

  /**
   * @param requests of all versions of the model, waiting or running
   */
  ModelLoad(
      String model, AtomicInteger requests, int maxRequests, Supplier<ModelMeter> makesMeter) {
    this.model = model;
    this.requests = requests;
    this.maxRequests = maxRequests;
    this.makesMeter = makesMeter;
  }

  private ModelMeter meter() {
    @Nullable ModelMeter made = meter;
    if (made == null) {
      made = makesMeter.get();
      meter = made;
    }
    return made;
  }

  /** A request was read into the model's input. */
  void read(long nanos) {
    meter().read(nanos);
  }

  /**
   * Lets a request in, which has to end.
   *
   * @throws RunRefused if there are too many
   */
  void enter() {
    if (requests.incrementAndGet() > maxRequests) {
      requests.decrementAndGet();
      meter().refused();
      throw new RunRefused(
          "Too many requests wait for the model '%s' (quartet.inference.max-requests). Retry later."
              .formatted(model));
    }
  }

  /** A request ran at once, on the thread that brought it, and has ended. */
  void ranAlone(int rows, long nanos) {
    waited(0);
    ran(rows, nanos);
    ended();
  }

  @Override
  public void waited(long nanos) {
    meter().waited(nanos);
  }

  @Override
  public void ran(int rows, long nanos) {
    meter().ran(rows, nanos);
  }

  @Override
  public void ended() {
    requests.decrementAndGet();
  }
}
