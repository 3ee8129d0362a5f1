package dev.coda.bridge.schema;

import java.util.List;

/** Why a file yields no tools. */
final class FlawedFileException extends Exception {
  private final transient List<Flaw> flaws;

  FlawedFileException(List<Flaw> flaws) {
    super(flaws.toString());
    this.flaws = List.copyOf(flaws);
  }

  FlawedFileException(String where, String reason) {
    this(List.of(new Flaw(where, reason)));
  }

  List<Flaw> flaws() {
    return flaws;
  }
}
