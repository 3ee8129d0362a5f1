package dev.coda.server.process;

/** Work for whose end a shutdown waits. Thread-safe. */
public interface OpenWork {
  /** Returns the number of active tasks; 0 if a shutdown need not wait. */
  int open();
}
