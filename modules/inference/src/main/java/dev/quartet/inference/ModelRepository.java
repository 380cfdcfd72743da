package dev.quartet.inference;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.logging.Logger;

/**
 * The models that are served. Safe for use by several threads at once.
 *
 * <p>A folder of models is laid out as {@code <folder>/<model>/<version>/model.onnx}, or {@code
 * model.ort}, with whole numbers as versions; every version is served.
 */
public final class ModelRepository implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ModelRepository.class.getName());

  private final ModelSource source;
  private final SessionSettings settings;

  /** The versions that are given to callers, by the model's name. */
  private final Map<String, ReadyVersions> ready = new ConcurrentHashMap<>();

  private final ModelIndex index = new ModelIndex();

  /** All that is not freed, those that are replaced or unloaded included. */
  private final Set<LoadedModel> open = ConcurrentHashMap.newKeySet();

  /** Whoever loads, unloads or closes holds it; who asks for a model does not. */
  private final Lock changes = new ReentrantLock();

  private volatile boolean closed;

  private ModelRepository(ModelSource source, SessionSettings settings) {
    this.source = source;
    this.settings = settings;
  }

  /**
   * Starts ONNX Runtime, which the first model that is opened does otherwise; a second call does
   * nothing.
   *
   * @param libraries as in {@link SessionSettings#libraries()}
   * @throws ModelException if it does not start
   */
  public static void startEngine(Optional<Path> libraries) {
    Session.environment(libraries);
  }

  /**
   * Opens and warms up all models in a folder. One that can't be opened is logged and told by
   * {@link #index()}.
   *
   * @throws ModelException if there is no such folder, or ONNX Runtime does not start
   */
  public static ModelRepository openFolder(Path folder, SessionSettings settings) {
    return open(new FolderSource(folder), settings);
  }

  /**
   * Opens and warms up models that are bundled as resources. One that can't be opened is logged and
   * told by {@link #index()}.
   *
   * @param resources their names, such as {@code models/digits/1/model.onnx}
   * @throws ModelException if ONNX Runtime does not start
   */
  public static ModelRepository openBundled(
      ClassLoader classLoader, List<String> resources, SessionSettings settings) {
    return open(new BundledSource(classLoader, resources), settings);
  }

  /**
   * Fetches, opens and warms up all models of a store: the files that its list {@code
   * models.sha256} names, of the form {@code <model>/<version>/model.onnx}, or {@code model.ort}.
   * One that is not what the list says, or can't be opened, is logged and told by {@link #index()}.
   * So is a store that does not answer, unless the settings say that it must; {@link #load} asks it
   * again.
   *
   * @throws StoreFailure if the store must answer and does not
   * @throws ModelException if ONNX Runtime does not start
   */
  public static ModelRepository openStore(
      ModelStore store, StoreSettings storeSettings, SessionSettings settings) {
    return open(new StoreSource(store, storeSettings), settings);
  }

  private static ModelRepository open(ModelSource source, SessionSettings settings) {
    ModelRepository repository = new ModelRepository(source, settings);
    try {
      SortedMap<String, List<ModelFile>> files = repository.files();
      files.values().forEach(ModelRepository::prepare);
      files.forEach(repository::replace);
    } catch (RuntimeException | Error e) {
      if (e instanceof StoreFailure && !source.mustAnswer()) {
        LOG.severe(() -> "No model is served. " + e.getMessage());
        return repository;
      }
      repository.close();
      throw e;
    }
    return repository;
  }

  /**
   * Every version of every model that is there or served, by name and version ascending. Of a
   * store: those that were there when it was asked last.
   *
   * @throws ModelException if the folder can't be read, or the store never could
   */
  public List<ModelEntry> index() {
    return index.entries(source.known());
  }

  /**
   * Opens and warms up all versions of a model, as they are now. Each takes the place of the one it
   * replaces when all are ready, and versions that are gone are let go of. A version that can't be
   * opened leaves the one before it where it is.
   *
   * @throws UnknownModel if there is no such model
   * @throws BadModel if a version could not be opened
   * @throws StoreFailure if the store does not answer
   * @throws ModelException if the folder can't be read
   */
  public void load(String name) {
    changes.lock();
    try {
      requireOpen();
      List<ModelFile> files = files().get(name);
      if (files == null) {
        throw new UnknownModel("There is no model '" + name + "' to load");
      }
      prepare(files);
      List<ModelException> problems = replace(name, files);
      if (!problems.isEmpty()) {
        throw inOne(problems);
      }
      LOG.info(() -> "The model " + name + " is loaded");
    } finally {
      changes.unlock();
    }
  }

  /** A store may have an answer the next time; a bad model stays bad. */
  private static ModelException inOne(List<ModelException> problems) {
    String message = problems.stream().map(ModelException::getMessage).collect(joining(" "));
    return problems.stream().anyMatch(StoreFailure.class::isInstance)
        ? new StoreFailure(message)
        : new BadModel(message);
  }

  /**
   * Stops serving a model. Calls under way end on it; it is freed then.
   *
   * @throws UnknownModel if it is not ready
   */
  public void unload(String name) {
    changes.lock();
    try {
      requireOpen();
      ReadyVersions versions = ready.remove(name);
      if (versions == null) {
        throw notReady(name);
      }
      versions.ascending().forEach(this::end);
      LOG.info(() -> "The model " + name + " is unloaded");
    } finally {
      changes.unlock();
    }
  }

  /**
   * The highest version of a model that is ready. The caller closes it.
   *
   * @throws UnknownModel if there is none
   */
  public ServedModel model(String name) {
    return hold(name, ReadyVersions::highest);
  }

  /**
   * A version of a model. The caller closes it.
   *
   * @throws UnknownModel if there is none, or it is not ready
   */
  public ServedModel model(String name, String version) {
    return hold(
        name,
        versions ->
            versions
                .version(version)
                .orElseThrow(
                    () ->
                        new UnknownModel(
                            "The model '%s' has no version '%s' that is ready, only %s"
                                .formatted(name, version, versions.numbers()))));
  }

  private ServedModel hold(String name, Function<ReadyVersions, LoadedModel> choice) {
    while (true) {
      requireOpen();
      ReadyVersions versions = ready.get(name);
      if (versions == null) {
        throw notReady(name);
      }
      Optional<ServedModel> held = choice.apply(versions).hold(versions.numbers());
      if (held.isPresent()) {
        return held.get();
      }
      // It was replaced or unloaded between the two steps: what is there now is looked up again.
    }
  }

  /** Where a model of that name belongs, for messages to whoever runs the application. */
  public String placeOf(String name) {
    return source.placeOf(name);
  }

  /** Waits for the runs under way, then frees all models. A second call does nothing. */
  @Override
  public void close() {
    changes.lock();
    try {
      closed = true;
      ready.clear();
      Closing.<RuntimeException>all(
          open.stream().map(model -> (Closing.Step<RuntimeException>) model::free).iterator());
    } finally {
      changes.unlock();
    }
  }

  /**
   * Whether models are fetched from elsewhere, so that one that is missing now may be there later.
   */
  public boolean isRemote() {
    return source instanceof StoreSource;
  }

  /** Where its models come from. */
  @Override
  public String toString() {
    return source.toString();
  }

  private static void prepare(List<ModelFile> files) {
    files.forEach(file -> file.content().prepare());
  }

  private SortedMap<String, List<ModelFile>> files() {
    SortedMap<String, List<ModelFile>> files = new TreeMap<>();
    for (ModelFile file : source.files()) {
      files.computeIfAbsent(file.version().model(), model -> new ArrayList<>()).add(file);
    }
    return files;
  }

  /**
   * @return what is wrong with the versions that could not be opened
   */
  private List<ModelException> replace(String name, List<ModelFile> files) {
    ReadyVersions before = ready.getOrDefault(name, ReadyVersions.none());
    List<LoadedModel> opened = new ArrayList<>();
    List<LoadedModel> kept = new ArrayList<>();
    List<ModelException> problems = new ArrayList<>();
    try {
      for (ModelFile file : files) {
        Optional<LoadedModel> replaced = before.version(file.version().number());
        if (replaced.isEmpty()) {
          index.loading(file.version());
        }
        try {
          opened.add(opened(file));
        } catch (BadModel | StoreFailure e) {
          if (e instanceof StoreFailure && source.mustAnswer()) {
            throw e;
          }
          problems.add(e);
          replaced.ifPresent(kept::add);
          reportBad(file.version(), replaced.isPresent(), e);
        }
      }
    } catch (RuntimeException | Error e) {
      opened.forEach(LoadedModel::letGo);
      files.stream()
          .map(ModelFile::version)
          .filter(version -> before.version(version.number()).isEmpty())
          .forEach(version -> index.unavailable(version, String.valueOf(e.getMessage())));
      throw e;
    }
    serve(name, opened, kept);
    for (LoadedModel model : before.ascending()) {
      if (!kept.contains(model)) {
        end(model);
      }
    }
    return problems;
  }

  private LoadedModel opened(ModelFile file) {
    Session session = Session.open(file, settings);
    try {
      session.warmUp();
    } catch (ModelException e) {
      // It may want other numbers than zeros, and serve well with those.
      LOG.warning(
          () ->
              "The model " + file.version() + " is served, but fails on zeros. " + e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      session.close();
      throw new BadModel(
          "The model %s can't be run, not even on zeros: %s"
              .formatted(file.version(), e.getMessage()),
          e);
    }
    LoadedModel model = new LoadedModel(file.version(), session, this::freed);
    open.add(model);
    return model;
  }

  private void reportBad(ModelVersion version, boolean isKept, ModelException problem) {
    String reason = problem.getMessage();
    if (isKept) {
      index.notReplaced(version, reason);
      LOG.warning(() -> "The model " + version + " is not replaced. " + reason);
    } else {
      index.unavailable(version, reason);
      LOG.warning(() -> "The model " + version + " is not served. " + reason);
    }
  }

  private void serve(String name, List<LoadedModel> opened, List<LoadedModel> kept) {
    List<LoadedModel> all = new ArrayList<>(opened);
    all.addAll(kept);
    for (LoadedModel model : opened) {
      index.ready(model.version());
    }
    if (all.isEmpty()) {
      ready.remove(name);
    } else {
      ready.put(name, ReadyVersions.of(all));
    }
  }

  /** Ends what is not served any more; unless a new one of its version is. */
  private void end(LoadedModel model) {
    ReadyVersions versions = ready.getOrDefault(model.version().model(), ReadyVersions.none());
    if (versions.version(model.version().number()).isEmpty()) {
      index.unloading(model);
    }
    model.letGo();
  }

  private void freed(LoadedModel model) {
    open.remove(model);
    index.freed(model);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The models are closed");
    }
  }

  private static UnknownModel notReady(String name) {
    return new UnknownModel("There is no model '" + name + "' that is ready");
  }
}
