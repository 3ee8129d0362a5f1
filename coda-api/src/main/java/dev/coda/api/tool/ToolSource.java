package dev.coda.api.tool;

import java.util.List;

/**
 * Offers tools that may change while the program runs: a folder, a server, an object's methods.
 * Thread-safe.
 */
public interface ToolSource extends AutoCloseable {
  /** {@return the tools of this moment} Cheap: it is asked at the start of each run. */
  List<Tool> tools();

  /** Stops watching and frees what the source holds. Calls already running continue. */
  @Override
  default void close() {}

  /**
   * Offers the same tools for ever.
   *
   * @param tools the tools
   * @return the source
   */
  static ToolSource of(Tool... tools) {
    List<Tool> fixed = List.of(tools);
    return () -> fixed;
  }
}
