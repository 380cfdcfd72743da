package dev.quartet.extension.call;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds an input to the Bean Validation constraints of its type. */
final class InputConstraints {

  private final Validator validator;
  private final ObjectMapper mapper;

  InputConstraints(Validator validator, ObjectMapper mapper) {
    this.validator = validator;
    this.mapper = mapper;
  }

  /**
   * @throws CallFailed when a constraint is broken: the first by its path, so that the same input
   *     always gets the same answer
   */
  void check(Object input) {
    Set<ConstraintViolation<Object>> violations = validator.validate(input);
    if (!violations.isEmpty()) {
      ConstraintViolation<Object> first =
          violations.stream()
              .min(Comparator.comparing(violation -> violation.getPropertyPath().toString()))
              .orElseThrow();
      throw new CallFailed(CallError.invalid(pointer(first), told(first)));
    }
  }

  private String pointer(ConstraintViolation<?> violation) {
    StringBuilder pointer = new StringBuilder();
    @Nullable Class<?> owner = violation.getRootBeanClass();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      } else if (node.getKey() != null) {
        pointer.append('/').append(Pointers.escaped(node.getKey().toString()));
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        pointer.append('/').append(Pointers.escaped(jsonName(owner, node.getName())));
        owner = null;
      }
    }
    return pointer.toString();
  }

  /** The name that Jackson gives a property; only the input's own properties are ever renamed. */
  private String jsonName(@Nullable Class<?> owner, String property) {
    if (owner == null) {
      return property;
    }
    return mapper
        .getDeserializationConfig()
        .introspect(mapper.constructType(owner))
        .findProperties()
        .stream()
        .filter(definition -> definition.getInternalName().equals(property))
        .map(BeanPropertyDefinition::getName)
        .findFirst()
        .orElse(property);
  }

  private String told(ConstraintViolation<?> violation) {
    return switch (violation.getConstraintDescriptor().getAnnotation()) {
      case NotNull _ -> "expected " + expectedOf(violation) + ", and it is missing";
      case Size size -> "expected " + count(size) + ", got " + sizeOf(violation.getInvalidValue());
      default -> violation.getMessage();
    };
  }

  /** What the other constraints of a missing property say of it. */
  private String expectedOf(ConstraintViolation<?> violation) {
    @Nullable Object owner = violation.getLeafBean();
    @Nullable String property = null;
    for (Path.Node node : violation.getPropertyPath()) {
      property = node.getName();
    }
    if (owner == null || property == null) {
      return "a value";
    }
    @Nullable PropertyDescriptor described =
        validator.getConstraintsForClass(owner.getClass()).getConstraintsForProperty(property);
    return described == null
        ? "a value"
        : described.getConstraintDescriptors().stream()
            .map(constraint -> constraint.getAnnotation())
            .filter(Size.class::isInstance)
            .map(size -> count((Size) size))
            .findFirst()
            .orElse("a value");
  }

  private static String count(Size size) {
    if (size.min() == size.max()) {
      return "a size of " + size.min();
    }
    return size.max() == Integer.MAX_VALUE
        ? "a size of at least " + size.min()
        : "a size from " + size.min() + " to " + size.max();
  }

  private static int sizeOf(Object value) {
    return switch (value) {
      case CharSequence text -> text.length();
      case Collection<?> items -> items.size();
      case Map<?, ?> entries -> entries.size();
      default -> Array.getLength(value);
    };
  }
}
