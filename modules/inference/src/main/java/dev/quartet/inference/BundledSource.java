package dev.quartet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Models among the resources of an artifact. */
record BundledSource(ClassLoader classLoader, List<String> resources) implements ModelSource {

  private static final Pattern RESOURCE =
      Pattern.compile(
          "models/(?<name>[^/]+)/(?<version>" + ModelVersion.NUMBER + ")/model\\.(onnx|ort)");

  /**
   * @throws IllegalArgumentException if a resource is named otherwise than models are
   */
  BundledSource {
    resources = List.copyOf(resources);
    resources.forEach(BundledSource::matched);
  }

  @Override
  public List<ModelFile> files() {
    return resources.stream().map(this::file).toList();
  }

  @Override
  public String placeOf(String name) {
    return "models/" + name + "/1/model.onnx among the resources";
  }

  @Override
  public String toString() {
    return "the artifact";
  }

  private ModelFile file(String resource) {
    Matcher parts = matched(resource);
    return new ModelFile(
        new ModelVersion(parts.group("name"), parts.group("version")),
        new Resource(classLoader, resource));
  }

  private static Matcher matched(String resource) {
    Matcher matcher = RESOURCE.matcher(resource);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "A bundled model is models/<model>/<version>/model.onnx or .ort, not " + resource);
    }
    return matcher;
  }

  private record Resource(ClassLoader classLoader, String name) implements ModelFile.Content {

    @Override
    public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException {
      byte[] content = content();
      if (name.endsWith(".ort")) {
        options.addConfigEntry("session.load_model_format", "ORT");
      }
      return environment.createSession(content, options);
    }

    private byte[] content() {
      try (InputStream stream = classLoader.getResourceAsStream(name)) {
        if (stream == null) {
          throw new BadModel("There is no resource " + name + ": add it to the artifact");
        }
        byte[] content = stream.readAllBytes();
        if (content.length == 0) {
          throw new BadModel("The resource " + name + " is empty: it must hold a model");
        }
        return content;
      } catch (IOException e) {
        throw new BadModel("The resource " + name + " can't be read: " + e, e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
