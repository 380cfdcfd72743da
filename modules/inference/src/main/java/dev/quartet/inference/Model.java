package dev.quartet.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An open model with one input, float {@code [N, inputLength]}, and as its first output float
 * {@code [N, outputLength]}. Safe for use by several threads at once; {@link #close()} waits for
 * the runs under way.
 */
public final class Model implements AutoCloseable {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Signature signature;

  /**
   * Buffers at rest. A run takes one or makes one, so there are never more than the most runs that
   * were under way at once. A queue rather than a thread-local, because virtual threads are many.
   */
  private final ConcurrentLinkedQueue<VectorBuffers> idle = new ConcurrentLinkedQueue<>();

  /** Runs read, close writes: freeing a session that a run still uses would end the process. */
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();

  private boolean closed;

  private Model(OrtEnvironment environment, OrtSession session, Signature signature) {
    this.environment = environment;
    this.session = session;
    this.signature = signature;
  }

  /**
   * Opens a model file.
   *
   * @throws ModelException if the file is missing, ONNX Runtime can't load it, or its input or
   *     output has another form than this class serves
   */
  public static Model open(Path file, SessionSettings settings) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "There is no model file " + file.toAbsolutePath() + ": put an ONNX model there");
    }
    return open(
        file.toAbsolutePath().toString(),
        settings,
        (environment, options) -> environment.createSession(file.toString(), options));
  }

  /**
   * Opens a model that is bundled as a resource.
   *
   * @param resource its name in the class loader, such as {@code models/digits/1/model.onnx}
   * @throws ModelException as {@link #open(Path, SessionSettings)} does
   */
  public static Model open(ClassLoader classLoader, String resource, SessionSettings settings) {
    byte[] content;
    try (InputStream stream = classLoader.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new ModelException(
            "There is no resource "
                + resource
                + ": add it to the artifact, or configure a folder of models");
      }
      content = stream.readAllBytes();
    } catch (IOException e) {
      throw new ModelException("The resource " + resource + " can't be read: " + e, e);
    }
    return open(resource, content, settings);
  }

  /**
   * Opens a model that is in memory.
   *
   * @param name what errors call it
   * @throws ModelException as {@link #open(Path, SessionSettings)} does
   */
  public static Model open(String name, byte[] content, SessionSettings settings) {
    if (content.length == 0) {
      throw new ModelException(name + " is empty: it must hold an ONNX model");
    }
    return open(
        name, settings, (environment, options) -> environment.createSession(content, options));
  }

  private static Model open(String name, SessionSettings settings, SessionSource source) {
    OrtEnvironment environment = environment(settings);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(settings.intraOpThreads());
      options.setInterOpNumThreads(1);
      // Threads that spin between requests burn the processor time that others wait for.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      OrtSession session = source.create(environment, options);
      try {
        return new Model(environment, session, Signature.of(name, session));
      } catch (OrtException | ModelException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new ModelException(
          "%s is no model that ONNX Runtime %s can load: %s. Export it again as ONNX."
              .formatted(name, environment.getVersion(), e.getMessage()),
          e);
    }
  }

  /**
   * ONNX Runtime keeps one environment per process. It is asked for here and never held statically:
   * a native image would then start ONNX Runtime while it is built.
   */
  private static OrtEnvironment environment(SessionSettings settings) {
    NativeLibrary.locate(settings.libraries());
    try {
      return OrtEnvironment.getEnvironment();
    } catch (LinkageError | RuntimeException e) {
      throw new ModelException(
          "ONNX Runtime's native library did not load: " + NativeLibrary.startUpRemedy(), e);
    }
  }

  /** How many numbers a vector of the input has. */
  public int inputLength() {
    return signature.inputLength();
  }

  /** How many numbers a vector of the output has. */
  public int outputLength() {
    return signature.outputLength();
  }

  /**
   * Runs one vector.
   *
   * @param input {@link #inputLength()} numbers; not changed
   * @return {@link #outputLength()} numbers, the caller's own
   * @throws IllegalArgumentException if the input has another length
   * @throws IllegalStateException if the model is closed
   * @throws ModelException if ONNX Runtime fails
   */
  public float[] run(float[] input) {
    requireLength("The input", input);
    Lock using = use();
    try {
      VectorBuffers buffers = idle.poll();
      if (buffers == null) {
        buffers = new VectorBuffers(environment, signature, 1);
      }
      float[] output = new float[outputLength()];
      try {
        buffers.input().put(0, input);
        buffers.run(session);
        buffers.output().get(0, output);
      } catch (OrtException | RuntimeException e) {
        buffers.close();
        throw e;
      }
      idle.add(buffers);
      return output;
    } catch (OrtException e) {
      throw failed(e);
    } finally {
      using.unlock();
    }
  }

  /**
   * Runs a batch in one call of ONNX Runtime.
   *
   * @param inputs at least one vector of {@link #inputLength()} numbers each; not changed
   * @return one vector of {@link #outputLength()} numbers for each input, in their order
   * @throws IllegalArgumentException if there is no input, or one has another length
   * @throws IllegalStateException if the model is closed
   * @throws ModelException if ONNX Runtime fails
   */
  public float[][] run(float[][] inputs) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException("The batch is empty: give at least one vector");
    }
    for (int i = 0; i < inputs.length; i++) {
      requireLength("Input " + i, inputs[i]);
    }
    Lock using = use();
    try (VectorBuffers buffers = new VectorBuffers(environment, signature, inputs.length)) {
      for (int i = 0; i < inputs.length; i++) {
        buffers.input().put(i * inputLength(), inputs[i]);
      }
      buffers.run(session);
      float[][] outputs = new float[inputs.length][outputLength()];
      for (int i = 0; i < outputs.length; i++) {
        buffers.output().get(i * outputLength(), outputs[i]);
      }
      return outputs;
    } catch (OrtException e) {
      throw failed(e);
    } finally {
      using.unlock();
    }
  }

  /** Waits for the runs under way, then frees the model. A second call does nothing. */
  @Override
  public void close() {
    Lock alone = lifetime.writeLock();
    alone.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      for (VectorBuffers buffers = idle.poll(); buffers != null; buffers = idle.poll()) {
        buffers.close();
      }
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    } finally {
      alone.unlock();
    }
  }

  private Lock use() {
    Lock using = lifetime.readLock();
    using.lock();
    if (closed) {
      using.unlock();
      throw new IllegalStateException("The model is closed");
    }
    return using;
  }

  private void requireLength(String what, float[] vector) {
    if (vector.length != inputLength()) {
      throw new IllegalArgumentException(
          "%s has %d numbers, the model takes %d".formatted(what, vector.length, inputLength()));
    }
  }

  private static ModelException failed(OrtException cause) {
    return new ModelException("ONNX Runtime failed: " + cause.getMessage(), cause);
  }

  @FunctionalInterface
  private interface SessionSource {
    OrtSession create(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  /** What a model takes and gives, read from its metadata. */
  record Signature(String input, int inputLength, String output, int outputLength) {

    static Signature of(String name, OrtSession session) throws OrtException {
      Map<String, NodeInfo> inputs = session.getInputInfo();
      if (inputs.size() != 1) {
        throw new ModelException(
            "%s has %d inputs: only models with one are served".formatted(name, inputs.size()));
      }
      NodeInfo input = inputs.values().iterator().next();
      NodeInfo output = session.getOutputInfo().values().iterator().next();
      return new Signature(
          input.getName(),
          vectorLength(name, "input", input),
          output.getName(),
          vectorLength(name, "output", output));
    }

    private static int vectorLength(String name, String side, NodeInfo node) {
      if (node.getInfo() instanceof TensorInfo tensor
          && tensor.type == OnnxJavaType.FLOAT
          && tensor.getShape().length == 2
          && tensor.getShape()[0] == -1
          && tensor.getShape()[1] > 0) {
        return Math.toIntExact(tensor.getShape()[1]);
      }
      String form =
          node.getInfo() instanceof TensorInfo tensor
              ? tensor.type + " " + Arrays.toString(tensor.getShape())
              : String.valueOf(node.getInfo());
      throw new ModelException(
          "The %s '%s' of %s is %s: export it as float [N, length] with N dynamic"
              .formatted(side, node.getName(), name, form));
    }
  }
}
