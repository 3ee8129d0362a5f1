package dev.coda.server.process;

/** Work that a shutdown gives time to end. Thread-safe. */
public interface OpenWork {
  /** Returns how much of it there is; 0 if nothing needs to be waited for. */
  int open();
}
