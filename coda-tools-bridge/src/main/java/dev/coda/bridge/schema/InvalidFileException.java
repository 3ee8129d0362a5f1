package dev.coda.bridge.schema;

import java.util.List;

/** Why a file yields no tools. */
final class InvalidFileException extends Exception {
  private final transient List<FieldProblem> problems;

  InvalidFileException(List<FieldProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  InvalidFileException(String where, String reason) {
    this(List.of(new FieldProblem(where, reason)));
  }

  List<FieldProblem> problems() {
    return problems;
  }
}
