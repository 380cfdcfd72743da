package dev.quartet.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tensors to and from ONNX Runtime's. Where its Java API falls short, small models help out: it
 * can't make unsigned tensors of 16, 32 and 64 bits, which are made signed and cast, their bits
 * kept; and it hands over some texts as others, which are found beforehand.
 */
final class NativeTensors implements AutoCloseable {

  private static final Map<Datatype, String> CASTS =
      Map.of(
          Datatype.UINT16, "to-uint16.onnx",
          Datatype.UINT32, "to-uint32.onnx",
          Datatype.UINT64, "to-uint64.onnx");

  private static final String SIGNED = "signed";
  private static final Set<String> UNSIGNED = Set.of("unsigned");

  private static final String IS_READABLE = "is-readable.onnx";
  private static final String TEXT = "text";
  private static final Set<String> READABLE = Set.of("readable");

  private final OrtEnvironment environment;
  private final Map<Datatype, OrtSession> casts = new EnumMap<>(Datatype.class);
  private @Nullable OrtSession isReadable;

  private NativeTensors(OrtEnvironment environment) {
    this.environment = environment;
  }

  /** For the inputs and outputs of a model. */
  static NativeTensors of(OrtEnvironment environment, Signature signature) throws OrtException {
    NativeTensors tensors = new NativeTensors(environment);
    try {
      for (Signature.Side input : signature.inputs().values()) {
        tensors.addCast(input.type().datatype());
      }
      for (Signature.Side output : signature.outputs().values()) {
        if (output.type().datatype() == Datatype.BYTES && tensors.isReadable == null) {
          tensors.isReadable = tensors.helper(IS_READABLE);
        }
      }
    } catch (OrtException | RuntimeException | Error e) {
      tensors.close();
      throw e;
    }
    return tensors;
  }

  private void addCast(Datatype datatype) throws OrtException {
    String cast = CASTS.get(datatype);
    if (cast != null && !casts.containsKey(datatype)) {
      casts.put(datatype, helper(cast));
    }
  }

  private OrtSession helper(String resource) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // One operator over few numbers: threads of its own would gain nothing.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return environment.createSession(resource(resource), options);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream stream = NativeTensors.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException e) {
      throw new ModelException("The resource " + name + " can't be read: " + e, e);
    }
  }

  /** The caller closes it. It reads a direct content where that lies. */
  OnnxTensor toNative(Tensor tensor) throws OrtException {
    if (tensor.datatype() == Datatype.BYTES) {
      return OnnxTensor.createTensor(environment, NativeText.read(tensor), tensor.shape());
    }
    OnnxTensor made =
        OnnxTensor.createTensor(
            environment, aligned(tensor), tensor.shape(), ElementType.javaType(tensor.datatype()));
    OrtSession cast = casts.get(tensor.datatype());
    return cast == null ? made : unsigned(cast, made);
  }

  private static OnnxTensor unsigned(OrtSession cast, OnnxTensor signed) throws OrtException {
    // Closing the result would close the tensor with it.
    try (signed) {
      return (OnnxTensor) cast.run(Map.of(SIGNED, signed), UNSIGNED).get(0);
    }
  }

  /** Elements that begin between two of memory's words cost more than a copy, or more than that. */
  private static ByteBuffer aligned(Tensor tensor) {
    ByteBuffer content = tensor.content();
    if (content.isDirect() && content.alignmentOffset(0, tensor.datatype().byteSize()) == 0) {
      return content;
    }
    return ByteBuffer.allocateDirect(content.remaining())
        .order(ByteOrder.nativeOrder())
        .put(content)
        .flip();
  }

  /**
   * @throws ModelException if it has a text that ONNX Runtime for Java hands over as another one
   */
  Tensor fromNative(TensorType type, OnnxTensor tensor) throws OrtException {
    long[] shape = tensor.getInfo().getShape();
    if (type.datatype() == Datatype.BYTES) {
      requireReadable(type.name(), tensor);
      return Tensor.ofBytes(type.name(), shape, NativeText.written(tensor));
    }
    return new Tensor(type.name(), type.datatype(), shape, tensor.getByteBuffer());
  }

  private void requireReadable(String name, OnnxTensor texts) throws OrtException {
    try (OrtSession.Result result =
        Objects.requireNonNull(isReadable).run(Map.of(TEXT, texts), READABLE)) {
      ByteBuffer readable = ((OnnxTensor) result.get(0)).getByteBuffer();
      for (int i = 0; i < readable.capacity(); i++) {
        if (readable.get(i) == 0) {
          throw new ModelException(
              "The output '%s' has bytes as element %d that ONNX Runtime for Java can't hand over:"
                      .formatted(name, i)
                  + " it gives UTF-8 of characters from U+0001 to U+FFFF");
        }
      }
    }
  }

  @Override
  public void close() throws OrtException {
    List<Closing.Step<OrtException>> steps = new ArrayList<>();
    for (OrtSession cast : casts.values()) {
      steps.add(cast::close);
    }
    if (isReadable != null) {
      steps.add(isReadable::close);
    }
    Closing.all(steps.iterator());
  }
}
