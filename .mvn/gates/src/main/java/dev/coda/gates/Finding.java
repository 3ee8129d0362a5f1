package dev.coda.gates;

import java.nio.file.Path;

/** What is wrong, and where. Immutable. */
record Finding(Path file, int line, String problem) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + problem;
  }
}
