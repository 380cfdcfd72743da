package dev.quartet.lambda;

import dev.quartet.extension.Primed;
import dev.quartet.extension.ServedFunctions;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Resource;

/**
 * Calls the beans that have work to do around a snapshot, but for those of other functions. Never
 * called without SnapStart: until then they are not made.
 */
@Singleton
public final class SnapshotHooks implements Resource {

  private final Supplier<List<Primed>> beans;

  @Inject
  public SnapshotHooks(@Any Instance<Primed> beans, ServedFunctions functions) {
    this(
        () ->
            beans
                .handlesStream()
                .filter(handle -> functions.use(handle.getBean().getBeanClass()))
                .<Primed>map(Instance.Handle::get)
                .toList());
  }

  SnapshotHooks(Supplier<List<Primed>> beans) {
    this.beans = beans;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    beans.get().forEach(Primed::prime);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    beans.get().forEach(Primed::restored);
  }
}
