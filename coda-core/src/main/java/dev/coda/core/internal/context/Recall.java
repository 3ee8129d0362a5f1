package dev.coda.core.internal.context;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import java.util.List;

/** Finds what a user's other sessions hold about a text. Thread-safe. */
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
