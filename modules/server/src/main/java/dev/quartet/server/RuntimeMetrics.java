package dev.quartet.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The metrics of the Java runtime and of the system, bound beside the start and not in it. The
 * first of them loads Java's management, which would hold up the first answer by a twentieth.
 */
@Singleton
final class RuntimeMetrics {

  private static final List<Supplier<MeterBinder>> BINDERS =
      List.of(
          JvmInfoMetrics::new,
          ClassLoaderMetrics::new,
          JvmMemoryMetrics::new,
          JvmThreadMetrics::new,
          UptimeMetrics::new,
          ProcessorMetrics::new,
          FileDescriptorMetrics::new);

  /** What listens to the garbage collector's notifications, and what does without. */
  private static final List<Supplier<MeterBinder>> GARBAGE_COLLECTION =
      ImageMode.current().isNativeImage()
          ? List.of(GcPauses::new)
          : List.of(JvmHeapPressureMetrics::new, JvmGcMetrics::new);

  private final MeterRegistry registry;

  /** Some binders listen to the garbage collector until they are closed. */
  private final List<AutoCloseable> listening = new CopyOnWriteArrayList<>();

  RuntimeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void bindBesideTheStart(@Observes StartupEvent start) {
    Thread.ofPlatform().daemon().name("runtime-metrics").start(this::bind);
  }

  private void bind() {
    BINDERS.forEach(this::bind);
    GARBAGE_COLLECTION.forEach(this::bind);
  }

  private void bind(Supplier<MeterBinder> make) {
    MeterBinder binder = make.get();
    binder.bindTo(registry);
    if (binder instanceof AutoCloseable closeable) {
      listening.add(closeable);
    }
  }

  @PreDestroy
  void stopListening() throws Exception {
    for (AutoCloseable closeable : listening) {
      closeable.close();
    }
  }
}
