package dev.coda.server.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Body;

/** Names Java's fields and arguments as they are in JSON and in queries. */
final class FieldNames {
  private static final PropertyNamingStrategies.NamingBase SNAKE_CASE =
      (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;

  /** The name of the body as a whole. */
  static final String BODY = "body";

  private FieldNames() {}

  static String of(String javaName) {
    return SNAKE_CASE.translate(javaName);
  }

  static String of(Argument<?> argument) {
    return argument.isAnnotationPresent(Body.class)
        ? BODY
        : argument
            .getAnnotationMetadata()
            .stringValue("io.micronaut.core.bind.annotation.Bindable")
            .filter(name -> !name.isEmpty())
            .orElseGet(() -> of(argument.getName()));
  }
}
