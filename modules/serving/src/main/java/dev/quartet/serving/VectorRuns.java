package dev.quartet.serving;

import dev.quartet.inference.ServedModel;
import dev.quartet.inference.Tensor;
import dev.quartet.inference.VectorModel;
import dev.quartet.inference.VectorQueue;
import dev.quartet.inference.VectorResult;
import io.netty.util.concurrent.FastThreadLocal;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Runs requests in batches, where that suits the model. An event loop reads all requests that have
 * come in, and then runs them at once, if a batch of this model holds it up for about a
 * millisecond, going by its shortest run so far. Slower models run on threads of their own, batch
 * by batch, and take what has come in the meantime, as far as a larger batch makes the time of each
 * shorter. Not on the application's workers: all of them may be waiting for these runs.
 *
 * <p>Each model has a bounded number of requests. One whose result is cancelled, because its time
 * is over or its caller gone, leaves the queue.
 */
@Singleton
public final class VectorRuns {

  private static final long MAX_NANOS_ON_EVENT_LOOP = 1_000_000;

  /** Beyond this a vector gains next to nothing from a larger batch. */
  private static final int MAX_BATCH = 32;

  private final ExecutorService workers;
  private final RunSettings settings;
  private final ModelLoads loads;
  private final ConcurrentMap<String, VectorQueue> onWorkers = new ConcurrentHashMap<>();
  private final FastThreadLocal<@Nullable VectorQueue> onEventLoop = new FastThreadLocal<>();
  private final Queue<VectorQueue> queues = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  @Inject
  VectorRuns(
      ModelsConfig config,
      Instance<ModelMeters> meters,
      @ConfigProperty(name = "AWS_LAMBDA_FUNCTION_NAME") Optional<String> lambdaFunction) {
    this(
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("model-runs-", 1).factory()),
        RunSettings.of(config, lambdaFunction.isPresent()),
        (model, version) ->
            meters.isResolvable() ? meters.get().of(model, version) : ModelMeter.NONE);
  }

  /**
   * @param workers run the batches of models that are too slow for an event loop; they are shut
   *     down with this
   */
  public VectorRuns(ExecutorService workers, RunSettings settings, ModelMeters meters) {
    this.workers = workers;
    this.settings = settings;
    this.loads = new ModelLoads(settings.maxRequests(), meters);
  }

  /**
   * Runs a vector, on the calling thread if that may block.
   *
   * @param model let go of when the vector is done or refused
   * @param input {@link VectorModel#inputLength()} numbers; not changed
   * @return the result. Cancelled before its run begins, it takes its vector out.
   * @throws IllegalArgumentException if the input has another length
   * @throws dev.quartet.inference.BadModel if the model takes or gives something else than vectors
   * @throws dev.quartet.inference.RunRefused if too many requests wait for the model
   */
  public CompletableFuture<VectorResult> run(ServedModel model, float[] input) {
    ModelLoad load = entered(model);
    try {
      Place place = place(model, 1);
      return place.queue() == null
          ? CompletableFuture.completedFuture(runHere(model, input, load))
          : place.queue().submit(model, place.maxRows(), input, load);
    } catch (RuntimeException | Error e) {
      load.ended();
      throw e;
    }
  }

  /**
   * Runs tensors, on the calling thread if that may block and they don't take long.
   *
   * @param model let go of when they are done or refused
   * @param inputs as {@link ServedModel#infer} takes them
   * @param requestedOutputs the same
   * @return what {@link ServedModel#infer} gives; or its failure. Cancelled before its run begins,
   *     the request leaves the queue.
   * @throws dev.quartet.inference.ModelException as {@link ServedModel#infer} does
   * @throws dev.quartet.inference.RunRefused if too many requests wait for the model
   */
  public CompletableFuture<List<Tensor>> infer(
      ServedModel model, List<Tensor> inputs, List<String> requestedOutputs) {
    ModelLoad load = entered(model);
    try {
      Place place = place(model, rows(inputs));
      return place.queue() == null
          ? CompletableFuture.completedFuture(inferHere(model, inputs, requestedOutputs, load))
          : place.queue().submit(model, place.maxRows(), inputs, requestedOutputs, load);
    } catch (RuntimeException | Error e) {
      load.ended();
      throw e;
    }
  }

  /**
   * Notes how long it took to read a request into what the model takes.
   *
   * @param nanos in nanoseconds
   */
  public void read(ServedModel model, long nanos) {
    loads.of(model).read(nanos);
  }

  private ModelLoad entered(ServedModel model) {
    try {
      ModelLoad load = loads.of(model);
      load.enter();
      return load;
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private static long rows(List<Tensor> inputs) {
    long[] shape = inputs.isEmpty() ? new long[0] : inputs.getFirst().shape();
    return shape.length == 0 ? 1 : shape[0];
  }

  private Place place(ServedModel model, long rows) {
    boolean mayBlock = !Context.isOnEventLoopThread();
    long shortestNanos = Math.max(1, model.runTimes().shortestNanos());
    int fitting = (int) Math.min(MAX_BATCH, MAX_NANOS_ON_EVENT_LOOP / shortestNanos);
    if (mayBlock && (fitting > 0 || !settings.batching())) {
      return Place.HERE;
    }
    if (model.takesVectors() && rows <= fitting) {
      return settings.batching() ? new Place(queueOfThisEventLoop(), fitting) : Place.HERE;
    }
    int worthwhile = settings.batching() ? model.runTimes().mostWorthwhile(MAX_BATCH) : 1;
    return new Place(queueOnWorkers(model.name()), worthwhile);
  }

  private static VectorResult runHere(ServedModel model, float[] input, ModelLoad load) {
    long startNanos = System.nanoTime();
    float[] output;
    try (model) {
      output = model.vectors().run(input);
    }
    long runNanos = System.nanoTime() - startNanos;
    load.ranAlone(1, runNanos);
    return new VectorResult(output, runNanos, 1);
  }

  private static List<Tensor> inferHere(
      ServedModel model, List<Tensor> inputs, List<String> requestedOutputs, ModelLoad load) {
    long startNanos = System.nanoTime();
    List<Tensor> outputs;
    try (model) {
      outputs = model.infer(inputs, requestedOutputs);
    }
    load.ranAlone((int) Math.max(1, rows(inputs)), System.nanoTime() - startNanos);
    return outputs;
  }

  private VectorQueue queueOfThisEventLoop() {
    @Nullable VectorQueue queue = onEventLoop.get();
    if (queue == null) {
      queue = added(new VectorQueue(ContextInternal.current().nettyEventLoop()));
      onEventLoop.set(queue);
    }
    return queue;
  }

  private VectorQueue queueOnWorkers(String model) {
    @Nullable VectorQueue queue = onWorkers.get(model);
    return queue == null
        ? onWorkers.computeIfAbsent(
            model, _ -> added(new VectorQueue(workers, settings.runsAtOnce())))
        : queue;
  }

  private VectorQueue added(VectorQueue queue) {
    queues.add(queue);
    if (ended) {
      queue.close();
    }
    return queue;
  }

  /** Refuses what waits and what still comes. The runs under way end. */
  void end(@Observes ShutdownEvent shutdown) {
    ended = true;
    queues.forEach(VectorQueue::close);
    workers.shutdown();
  }

  /**
   * Where a request runs.
   *
   * @param queue none on the calling thread
   * @param maxRows the most rows of its batch
   */
  private record Place(@Nullable VectorQueue queue, int maxRows) {
    static final Place HERE = new Place(null, 1);
  }
}
