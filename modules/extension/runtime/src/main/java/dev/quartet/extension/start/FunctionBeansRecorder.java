package dev.quartet.extension.start;

import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.runtime.annotations.Recorder;
import java.util.Map;
import java.util.Set;

/** Hands on what the build found that functions are made of. */
@Recorder
public class FunctionBeansRecorder {

  public void tell(BeanContainer beans, Map<String, Set<String>> typesByFunction) {
    beans.beanInstance(FunctionBeans.class).areMadeOf(typesByFunction);
  }
}
