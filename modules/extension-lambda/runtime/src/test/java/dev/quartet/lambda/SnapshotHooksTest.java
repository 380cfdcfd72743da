package dev.quartet.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.extension.Primed;
import java.util.ArrayList;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

class SnapshotHooksTest {

  private static final class Recorded implements Primed {

    private final String name;
    private final List<String> calls;

    Recorded(String name, List<String> calls) {
      this.name = name;
      this.calls = calls;
    }

    @Override
    public void prime() {
      calls.add(name + " primed");
    }

    @Override
    public void restored() {
      calls.add(name + " restored");
    }
  }

  @Test
  void everyBeanIsPrimedBeforeTheSnapshotAndRestoredAfterIt() {
    List<String> calls = new ArrayList<>();
    SnapshotHooks hooks =
        new SnapshotHooks(
            () -> List.of(new Recorded("model", calls), new Recorded("stores", calls)));
    Context<? extends Resource> context = Core.getGlobalContext();

    hooks.beforeCheckpoint(context);
    hooks.afterRestore(context);

    assertThat(calls)
        .containsExactly("model primed", "stores primed", "model restored", "stores restored");
  }
}
