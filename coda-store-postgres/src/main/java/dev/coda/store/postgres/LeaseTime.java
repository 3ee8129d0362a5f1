package dev.coda.store.postgres;

import java.time.Clock;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Turns a process's times into the database's, which is the one clock that all processes share: a
 * lease neither ends early nor is taken early because some process's clock is wrong. Differences of
 * less than a second are ignored, since the time of a round trip can look like one.
 */
final class LeaseTime {
  private static final String SKEW =
      """
      CASE WHEN abs(extract(epoch FROM now() - :clock::timestamptz)) < 1 THEN interval '0'
        ELSE now() - :clock::timestamptz END\
      """;

  private LeaseTime() {}

  /** Names a time in a statement to which {@link #bind} is applied. */
  static String of(String time) {
    return "(" + time + "::timestamptz + " + SKEW + ")";
  }

  /** Returns what time it is here: to be done when the statement is about to be sent. */
  static <S extends SqlStatement<S>> S bind(S statement, Clock clock) {
    return statement.bind("clock", Bind.time(clock.instant()));
  }

  /** Returns what time it is here, as above. */
  static Parameters bind(Parameters statement, Clock clock) {
    return statement.bind("clock", Bind.time(clock.instant()));
  }
}
