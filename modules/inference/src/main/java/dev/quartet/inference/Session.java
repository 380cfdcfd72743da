package dev.quartet.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** An open model. Safe for use by several threads at once. */
final class Session implements AutoCloseable {

  private final String model;
  private final OrtSession session;
  private final Signature signature;
  private final NativeTensors tensors;
  private final @Nullable VectorModel vectors;
  private final RunTimes runTimes = new RunTimes();
  private final SharedRuns sharedRuns;

  /** Runs read, close writes: freeing a session that a run still uses would end the process. */
  private final StampedLock lifetime = new StampedLock();

  private boolean closed;

  private Session(
      String model,
      OrtEnvironment environment,
      OrtSession session,
      Signature signature,
      NativeTensors tensors) {
    this.model = model;
    this.session = session;
    this.signature = signature;
    this.tensors = tensors;
    this.vectors = VectorModel.of(this, environment, session, signature);
    this.sharedRuns = new SharedRuns(signature);
  }

  /**
   * @throws BadModel if ONNX Runtime can't load it, or it is of a form that is not served
   * @throws ModelException if ONNX Runtime does not start
   */
  static Session open(ModelFile file, SessionSettings settings) {
    OrtEnvironment environment = environment(settings.libraries());
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(settings.intraOpThreads());
      options.setInterOpNumThreads(1);
      // Threads that spin between requests burn the processor time that others wait for.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // What fails is thrown. It would be told a second time, past the application's log.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      OrtSession session = file.content().open(environment, options);
      try {
        Signature signature = Signature.of(file.content().toString(), session);
        NativeTensors tensors = NativeTensors.of(environment, signature);
        return new Session(file.version().toString(), environment, session, signature, tensors);
      } catch (OrtException | RuntimeException | Error e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new BadModel(
          "%s holds no model that ONNX Runtime %s can load: %s. Export it again as ONNX."
              .formatted(
                  file.content(),
                  environment.getVersion(),
                  String.valueOf(e.getMessage()).replaceAll("\\.+$", "")),
          e);
    }
  }

  /**
   * ONNX Runtime keeps one environment per process. It is asked for here and never held statically:
   * a native image would then start ONNX Runtime while it is built.
   *
   * @throws ModelException if ONNX Runtime does not start
   */
  static OrtEnvironment environment(Optional<Path> libraries) {
    NativeLibrary.locate(libraries);
    try {
      return OrtEnvironment.getEnvironment();
    } catch (LinkageError | RuntimeException e) {
      throw new ModelException(
          "ONNX Runtime's native library did not load: " + NativeLibrary.startUpRemedy(), e);
    }
  }

  Signature signature() {
    return signature;
  }

  RunTimes runTimes() {
    return runTimes;
  }

  /** Which requests may run together. */
  SharedRuns sharedRuns() {
    return sharedRuns;
  }

  boolean takesVectors() {
    return vectors != null;
  }

  /**
   * @throws BadModel if it is of another form
   */
  VectorModel vectors() {
    if (vectors == null) {
      throw new BadModel(
          "The model %s takes %s and gives %s: export it as one input FP32 [-1, length] and the"
                  .formatted(model, signature.inputs().values(), signature.outputs().values())
              + " first output FP32 [-1, length]");
    }
    return vectors;
  }

  /** As {@link ServedModel#infer}. */
  List<Tensor> infer(List<Tensor> inputs, List<String> requestedOutputs) {
    Set<String> requested = signature.requested(requestedOutputs);
    signature.requireInputs(inputs);
    long stamp = begin();
    try {
      return run(inputs, requested);
    } catch (OrtException e) {
      throw failed(e);
    } finally {
      end(stamp);
    }
  }

  /**
   * Runs it once on zeros, with 1 for every dimension that is free: the first run allocates what
   * later ones use again.
   *
   * @throws ModelException if that fails
   */
  void warmUp() {
    if (vectors != null) {
      vectors.run(new float[vectors.inputLength()]);
    } else {
      infer(
          signature.inputs().values().stream().map(side -> Tensor.zeros(side.type())).toList(),
          List.of());
    }
  }

  private List<Tensor> run(List<Tensor> inputs, Set<String> requested) throws OrtException {
    Map<String, OnnxTensor> made = new HashMap<>();
    try {
      for (Tensor input : inputs) {
        made.put(input.name(), tensors.toNative(input));
      }
      long startNanos = System.nanoTime();
      try (OrtSession.Result result = session.run(made, requested)) {
        runTimes.add(TensorRows.of(inputs), System.nanoTime() - startNanos);
        List<Tensor> outputs = new ArrayList<>(requested.size());
        int i = 0;
        for (String name : requested) {
          TensorType type = Objects.requireNonNull(signature.outputs().get(name)).type();
          outputs.add(tensors.fromNative(type, (OnnxTensor) result.get(i++)));
        }
        return outputs;
      }
    } finally {
      made.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * Begins a run, which {@link #close()} waits for.
   *
   * @return what {@link #end} takes
   * @throws IllegalStateException if it is closed
   */
  long begin() {
    long stamp = lifetime.readLock();
    if (closed) {
      lifetime.unlockRead(stamp);
      throw new IllegalStateException("The model " + model + " is closed");
    }
    return stamp;
  }

  void end(long stamp) {
    lifetime.unlockRead(stamp);
  }

  ModelException failed(OrtException cause) {
    if (cause.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT) {
      return new BadTensors(
          "The model %s can't run these tensors: %s".formatted(model, cause.getMessage()), cause);
    }
    return new ModelException(
        "ONNX Runtime failed at the model %s: %s".formatted(model, cause.getMessage()), cause);
  }

  /** The model's name and version. */
  @Override
  public String toString() {
    return model;
  }

  /** Waits for the runs under way, then frees the model. A second call does nothing. */
  @Override
  public void close() {
    long stamp = lifetime.writeLock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      List<Closing.Step<OrtException>> steps = new ArrayList<>();
      steps.add(session::close);
      steps.add(tensors::close);
      if (vectors != null) {
        steps.add(vectors::free);
      }
      Closing.all(steps.iterator());
    } catch (OrtException e) {
      throw failed(e);
    } finally {
      lifetime.unlockWrite(stamp);
    }
  }
}
