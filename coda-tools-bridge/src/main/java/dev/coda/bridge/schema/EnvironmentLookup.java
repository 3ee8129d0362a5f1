package dev.coda.bridge.schema;

import org.jspecify.annotations.Nullable;

/**
 * Finds the values that tool files name: {@code ${NAME}} in a URL, {@code token_env} in auth.
 * Thread-safe.
 */
@FunctionalInterface
public interface EnvironmentLookup {
  /**
   * Returns the variable's value; null if it is not set.
   *
   * @param name the name of the variable
   * @return the value; null if the variable is not set
   */
  @Nullable String value(String name);
}
