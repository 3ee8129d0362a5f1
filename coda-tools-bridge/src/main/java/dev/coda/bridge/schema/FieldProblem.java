package dev.coda.bridge.schema;

/**
 * A mistake in a file.
 *
 * @param where the place, such as {@code auth.token_env}; empty for the file as a whole
 * @param reason the problem
 */
record FieldProblem(String where, String reason) {
  /** Returns the same problem, with the place that contains it put before. */
  FieldProblem within(String outer) {
    return new FieldProblem(where.isEmpty() ? outer : outer + "." + where, reason);
  }
}
