package dev.quartet.extension.call;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.EmptyUniSubscription;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.operators.uni.UniOperatorProcessor;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The output of a call as JSON. However the call ends, by an output, a failure or cancellation, its
 * end is told once, before anything else. An operator of our own, because each of Mutiny's takes a
 * snapshot of the thread's contexts for the code that it is given, and this code needs none.
 */
final class Ended extends AbstractUni<byte[]> {

  private final Uni<?> output;
  private final Runnable end;
  private final Function<@Nullable Object, byte[]> write;

  /**
   * @param end must not fail
   * @param write may fail, which is then how the call ends
   */
  Ended(Uni<?> output, Runnable end, Function<@Nullable Object, byte[]> write) {
    this.output = output;
    this.end = end;
    this.write = write;
  }

  @Override
  public void subscribe(UniSubscriber<? super byte[]> subscriber) {
    AbstractUni.subscribe(output, new Processor(subscriber));
  }

  private final class Processor extends UniOperatorProcessor<Object, byte[]> {

    Processor(UniSubscriber<? super byte[]> downstream) {
      super(downstream);
    }

    @Override
    public void onItem(@Nullable Object item) {
      if (isFirstEnd()) {
        end.run();
        byte[] written;
        try {
          written = write.apply(item);
        } catch (RuntimeException e) {
          downstream.onFailure(e);
          return;
        }
        downstream.onItem(written);
      }
    }

    @Override
    public void onFailure(Throwable failure) {
      if (isFirstEnd()) {
        end.run();
        downstream.onFailure(failure);
      }
    }

    private boolean isFirstEnd() {
      UniSubscription before = getAndSetUpstreamSubscription(EmptyUniSubscription.DONE);
      return before != EmptyUniSubscription.DONE && before != EmptyUniSubscription.CANCELLED;
    }

    @Override
    public void cancel() {
      @Nullable UniSubscription before =
          getAndSetUpstreamSubscription(EmptyUniSubscription.CANCELLED);
      if (before != null
          && before != EmptyUniSubscription.DONE
          && before != EmptyUniSubscription.CANCELLED) {
        before.cancel();
        end.run();
      }
    }
  }
}
