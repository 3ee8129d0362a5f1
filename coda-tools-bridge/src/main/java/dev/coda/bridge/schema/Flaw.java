package dev.coda.bridge.schema;

/**
 * A mistake inside a file that is being read.
 *
 * @param where the place, such as {@code auth.token_env}; empty for the file as a whole
 * @param reason what is wrong there
 */
record Flaw(String where, String reason) {
  /** The same flaw, seen from further out. */
  Flaw within(String outer) {
    return new Flaw(where.isEmpty() ? outer : outer + "." + where, reason);
  }
}
