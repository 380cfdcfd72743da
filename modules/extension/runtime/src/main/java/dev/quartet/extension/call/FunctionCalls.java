package dev.quartet.extension.call;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.runtime.FunctionRecorder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All functions of the application by name. */
@Singleton
public final class FunctionCalls {

  private final NavigableMap<String, FunctionCall> byName = new TreeMap<>();

  @Inject
  public FunctionCalls(ObjectMapper application, Validator validator) {
    ObjectMapper strict = JsonInput.strict(application);
    InputConstraints constraints = new InputConstraints(validator, strict);
    for (var invoker : FunctionRecorder.registry.invokers()) {
      byName.put(invoker.getName(), new FunctionCall(invoker, strict, application, constraints));
    }
  }

  /** The function of that name, if there is one. */
  public Optional<FunctionCall> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The names of all functions, in alphabetical order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }
}
