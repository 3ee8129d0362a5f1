package dev.coda.api.tool;

import java.util.List;

/**
 * Offers tools that may change while the program runs: a folder, a server, an object's methods.
 * Thread-safe.
 */
public interface ToolSource extends AutoCloseable {
  /**
   * {@return the tools that are available now} The call must be fast, since each run makes it at
   * its start.
   */
  List<Tool> tools();

  /** Stops watching and releases the source's resources. Calls already running continue. */
  @Override
  default void close() {}

  /**
   * Offers the same tools at all times.
   *
   * @param tools the tools
   * @return the source
   */
  static ToolSource of(Tool... tools) {
    List<Tool> fixed = List.of(tools);
    return () -> fixed;
  }
}
