package dev.quartet.lambda;

import dev.quartet.extension.Primed;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.crac.Context;
import org.crac.Resource;

/** Calls the beans that have work to do around a snapshot. Never called without SnapStart. */
@Singleton
public final class SnapshotHooks implements Resource {

  private final List<Primed> beans;

  @Inject
  public SnapshotHooks(@All List<Primed> beans) {
    this.beans = List.copyOf(beans);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    beans.forEach(Primed::prime);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    beans.forEach(Primed::restored);
  }
}
