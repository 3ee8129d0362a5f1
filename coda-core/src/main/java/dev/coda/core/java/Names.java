package dev.coda.core.java;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.tool.ToolSpec;

/** Refuses what models cannot call. */
final class Names {
  private Names() {}

  static ToolSpec checked(String where, ToolSpec.Builder spec) {
    try {
      return spec.build();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(where + ": " + e.getMessage() + ".", e);
    }
  }
}
