package dev.coda.core.internal.context;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import java.util.List;

/** Finds messages of a user's other sessions that are about a text. Thread-safe. */
@FunctionalInterface
public interface Recall {
  /** Recalls nothing. */
  Recall NOTHING = (owner, current, text) -> List.of();

  /**
   * Returns messages of this user, the best first.
   *
   * @param current the session that asks, whose own messages are left out
   */
  List<Message> recall(UserId owner, SessionId current, String text);
}
