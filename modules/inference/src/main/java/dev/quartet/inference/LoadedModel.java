package dev.quartet.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An open version of a model and how many hold it: the repository, until the version is replaced or
 * unloaded, and each caller that was given it. It is freed when the last one lets go.
 */
final class LoadedModel {

  private static final Logger LOG = Logger.getLogger(LoadedModel.class.getName());

  private static final String PLATFORM = "onnxruntime_onnx";

  private final ModelVersion version;
  private final Session session;
  private final List<TensorType> inputs;
  private final List<TensorType> outputs;
  private final Consumer<LoadedModel> whenFreed;
  private final AtomicInteger holders = new AtomicInteger(1);

  LoadedModel(ModelVersion version, Session session, Consumer<LoadedModel> whenFreed) {
    this.version = version;
    this.session = session;
    this.inputs = types(session.signature().inputs().values());
    this.outputs = types(session.signature().outputs().values());
    this.whenFreed = whenFreed;
  }

  private static List<TensorType> types(Collection<Signature.Side> sides) {
    List<TensorType> types = new ArrayList<>();
    for (Signature.Side side : sides) {
      types.add(side.type());
    }
    return List.copyOf(types);
  }

  ModelVersion version() {
    return version;
  }

  /**
   * Gives it to one more.
   *
   * @param versions what {@link ServedModel#versions()} says
   * @return empty if it is freed
   */
  Optional<ServedModel> hold(List<String> versions) {
    int before;
    do {
      before = holders.get();
      if (before == 0) {
        return Optional.empty();
      }
    } while (!holders.compareAndSet(before, before + 1));
    return Optional.of(new Held(versions));
  }

  /** The repository holds it no more. The last holder frees it. */
  void letGo() {
    if (holders.decrementAndGet() == 0) {
      free();
    }
  }

  /**
   * A caller holds it no more. As the last one it leaves the rest to another thread: freeing a
   * large model takes long, and callers may be event loops.
   */
  private void letGoAtOnce() {
    if (holders.decrementAndGet() == 0) {
      Thread.ofPlatform().daemon().name("frees " + version).start(this::freeOrTell);
    }
  }

  private void freeOrTell() {
    try {
      free();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "The model " + version + " could not be freed.");
    }
  }

  /** Waits for the runs under way, then frees it, whoever holds it. */
  void free() {
    try {
      session.close();
    } finally {
      whenFreed.accept(this);
    }
  }

  /** What one caller was given. */
  final class Held implements ServedModel {

    private final List<String> versions;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Held(List<String> versions) {
      this.versions = versions;
    }

    @Override
    public String name() {
      return version.model();
    }

    @Override
    public String version() {
      return version.number();
    }

    @Override
    public String platform() {
      return PLATFORM;
    }

    @Override
    public List<String> versions() {
      return versions;
    }

    @Override
    public List<TensorType> inputs() {
      return inputs;
    }

    @Override
    public List<TensorType> outputs() {
      return outputs;
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, List<String> requestedOutputs) {
      requireHeld();
      return session.infer(inputs, requestedOutputs);
    }

    @Override
    public boolean takesVectors() {
      requireHeld();
      return session.takesVectors();
    }

    @Override
    public VectorModel vectors() {
      requireHeld();
      return session.vectors();
    }

    @Override
    public RunTimes runTimes() {
      return session.runTimes();
    }

    /**
     * @throws IllegalStateException if it was let go of
     */
    Session session() {
      requireHeld();
      return session;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        letGoAtOnce();
      }
    }

    private void requireHeld() {
      if (closed.get()) {
        throw new IllegalStateException("The model " + version + " was let go of");
      }
    }
  }
}
