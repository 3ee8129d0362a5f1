package app;

import dev.coda.api.tool.ToolPermission;
import dev.coda.core.java.ToolSettings;
import dev.langchain4j.agent.tool.Tool;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A bean that Spring hands out behind a proxy. Thread-safe. */
@Component
public class Bookings {
  private final JdbcTemplate database;

  Bookings(JdbcTemplate database) {
    this.database = database;
  }

  @Tool("Books a room.")
  @Transactional
  public String book(String guest) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("The call has not come through the proxy.");
    }
    database.update("INSERT INTO bookings (guest) VALUES (?)", guest);
    return "A room is booked for " + guest;
  }

  // region spring boot approval
  @Tool("Cancels a guest's booking.")
  @ToolSettings(permission = ToolPermission.ASK)
  @Transactional
  public String cancel(String guest) {
    int bookings = database.update("DELETE FROM bookings WHERE guest = ?", guest);
    return bookings + " bookings of " + guest + " are cancelled";
  }
  // endregion
}
