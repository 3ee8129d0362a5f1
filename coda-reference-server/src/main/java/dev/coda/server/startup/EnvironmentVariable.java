package dev.coda.server.startup;

import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * A setting of the server.
 *
 * @param name what users set
 * @param property the property that it is to the rest of the server, which configuration files may
 *     set too
 * @param secret whether its value must not be repeated
 * @param rule what its value must be
 */
record EnvironmentVariable(String name, String property, boolean secret, Rule rule) {
  /** What a value must be. */
  @FunctionalInterface
  interface Rule {
    /** Returns what the value should be, as the end of a sentence; null if it is that. */
    @Nullable String expected(String value);
  }

  /** Returns its value; null if it is not set or blank, which is the same. */
  @Nullable String value(Environment environment) {
    String value = environment.getProperty(property, String.class).orElse(null);
    return value == null || value.isBlank() ? null : value;
  }

  /** Returns what is wrong with it in a sentence; null if nothing is. */
  @Nullable String problem(Environment environment) {
    String value;
    try {
      value = value(environment);
    } catch (ConfigurationException e) {
      return name
          + " holds ${…}, which is taken for the name of another setting; write it without.";
    }
    String expected = value == null ? null : rule.expected(value);
    if (expected == null) {
      return null;
    }
    return secret
        ? "%s %s.".formatted(name, expected)
        : "%s is '%s'; it %s.".formatted(name, shortened(value), expected);
  }

  private static String shortened(@Nullable String value) {
    String line = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 100 ? line : line.substring(0, 100) + "…";
  }
}
