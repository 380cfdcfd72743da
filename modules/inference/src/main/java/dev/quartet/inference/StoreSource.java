package dev.quartet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A store whose list names {@code <model>/<version>/model.onnx} or {@code model.ort}. */
final class StoreSource implements ModelSource {

  /** Ten thousand files have one of about this size. */
  private static final int MAX_LIST_BYTES = 1 << 20;

  private final ModelStore store;
  private final StoreSettings settings;
  private final FetchedFiles fetched;

  private volatile @Nullable List<ModelFile> known;
  private volatile String problem = "It was not asked yet";

  StoreSource(ModelStore store, StoreSettings settings) {
    this.store = store;
    this.settings = settings;
    this.fetched = new FetchedFiles(store, settings);
  }

  /**
   * @throws StoreFailure if there is no list, or it is not what it should be
   */
  @Override
  public List<ModelFile> files() {
    ModelList list;
    try {
      list = list();
    } catch (StoreFailure e) {
      problem = e.getMessage();
      throw e;
    }
    fetched.keep(list);
    List<ModelFile> files = new ArrayList<>();
    for (ModelList.Version version : list.versions()) {
      files.add(new ModelFile(version.version(), content(version)));
    }
    known = List.copyOf(files);
    return files;
  }

  @Override
  public List<ModelFile> known() {
    List<ModelFile> files = known;
    if (files == null) {
      throw new StoreFailure(problem);
    }
    return files;
  }

  @Override
  public boolean mustAnswer() {
    return settings.mustAnswer();
  }

  @Override
  public String placeOf(String name) {
    return place(name + "/1/" + VersionFolder.ONNX)
        + ", and its hash into "
        + place(ModelList.FILE);
  }

  @Override
  public String toString() {
    return store.toString();
  }

  private String place(String path) {
    return store + "/" + path;
  }

  private ModelFile.Content content(ModelList.Version version) {
    ModelVersion name = version.version();
    return name.number().isEmpty()
        ? new NoVersion(place(name.model()), placeOf(name.model()))
        : new InStore(version, place(name.model() + "/" + name.number()));
  }

  private ModelList list() {
    String place = place(ModelList.FILE);
    byte[] text;
    try (StoredFile file = store.open(ModelList.FILE)) {
      text = file.content().readNBytes(MAX_LIST_BYTES + 1);
    } catch (StoreRefusal e) {
      throw new StoreFailure(
          "There is no list of models at %s: %s. Write it with sha256sum and put it there"
              .formatted(place, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new StoreFailure(place + " can't be fetched: " + e.getMessage(), e);
    }
    if (text.length > MAX_LIST_BYTES) {
      throw new StoreFailure(
          "%s has more than %d bytes: list the files of models alone"
              .formatted(place, MAX_LIST_BYTES));
    }
    requireExpected(place, Sha256.of(text));
    try {
      return ModelList.parse(text);
    } catch (IllegalArgumentException e) {
      throw new StoreFailure("%s can't be read: %s".formatted(place, e.getMessage()), e);
    }
  }

  private void requireExpected(String place, String hash) {
    String expected = settings.listSha256().orElse(hash);
    if (!hash.equals(expected)) {
      throw new StoreFailure(
          "%s has the SHA-256 %s, and quartet.models-sha256 (environment variable"
                  .formatted(place, hash)
              + " QUARTET_MODELS_SHA256) says %s: whoever changed one must change the other"
                  .formatted(expected));
    }
  }

  /** A version that is fetched before it is opened. */
  private final class InStore implements ModelFile.Content {

    private final ModelList.Version version;
    private final String place;
    private @Nullable CompletableFuture<Path> folder;

    private InStore(ModelList.Version version, String place) {
      this.version = version;
      this.place = place;
    }

    @Override
    public void prepare() {
      folder = fetched.fetch(version);
    }

    @Override
    public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException {
      return new VersionFolder(fetchedFolder(), place, true).open(environment, options);
    }

    private Path fetchedFolder() {
      try {
        return (folder == null ? fetched.fetch(version) : folder).join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof ModelException problem) {
          throw problem;
        }
        throw e;
      }
    }

    @Override
    public String toString() {
      return place;
    }
  }
}
