package dev.coda.store.postgres;

import java.io.Serial;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** A statement that was sent without Jdbi failed; it is treated like one that Jdbi has sent. */
final class StatementFailedException extends JdbiException {
  @Serial private static final long serialVersionUID = 1L;

  StatementFailedException(SQLException cause) {
    super(cause);
  }
}
