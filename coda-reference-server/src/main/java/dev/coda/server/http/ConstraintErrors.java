package dev.coda.server.http;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the fields that break their constraints. */
final class ConstraintErrors {
  private ConstraintErrors() {}

  static ProblemException explain(ConstraintViolationException exception) {
    List<FieldError> errors =
        exception.getConstraintViolations().stream()
            .map(ConstraintErrors::describe)
            .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
            .toList();
    return ProblemException.invalid(
        errors.isEmpty()
            ? List.of(new FieldError(FieldNames.BODY, "breaks a constraint"))
            : errors);
  }

  private static FieldError describe(ConstraintViolation<?> violation) {
    return new FieldError(path(violation.getPropertyPath()), violation.getMessage());
  }

  private static String path(Path path) {
    StringBuilder properties = new StringBuilder();
    @Nullable String parameter = null;
    for (Path.Node node : path) {
      String name = node.getName();
      if (node.getIndex() != null) {
        properties.append('[').append(node.getIndex()).append(']');
      } else if (node.getKey() != null) {
        properties.append('.').append(node.getKey());
      }
      if (name == null || name.startsWith("<")) {
        continue;
      }
      if (node.getKind() == ElementKind.PARAMETER) {
        parameter = FieldNames.of(name);
      } else if (node.getKind() == ElementKind.PROPERTY) {
        properties.append(properties.isEmpty() ? "" : ".").append(FieldNames.of(name));
      }
    }
    if (!properties.isEmpty()) {
      return properties.toString();
    }
    return parameter == null ? FieldNames.BODY : parameter;
  }
}
