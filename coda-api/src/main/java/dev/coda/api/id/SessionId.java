package dev.coda.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies a session: one conversation with all its branches.
 *
 * <p>Its JSON form is the UUID's text. Immutable.
 *
 * @param value the UUID
 */
public record SessionId(@JsonValue UUID value) implements Comparable<SessionId> {

  /** Creates the id from any UUID. */
  @JsonCreator
  public SessionId {}

  /**
   * Parses the canonical text of a UUID.
   *
   * @param text the text of a UUID
   * @return the id
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static SessionId of(String text) {
    return new SessionId(Uuids.parse(text));
  }

  /**
   * {@return the id of a user's session for the application's own name of it, such as {@code
   * ticket-4711}: the same for the same user and name, in every process} The text of a UUID becomes
   * that UUID.
   *
   * @param user the user
   * @param name the application's own id of the conversation
   */
  public static SessionId named(UserId user, String name) {
    return new SessionId(Uuids.named("coda.session:" + user, name));
  }

  /**
   * Creates the next id.
   *
   * @param ids the source of ids
   * @return the id
   */
  public static SessionId next(IdSource ids) {
    return new SessionId(ids.next());
  }

  @Override
  public int compareTo(SessionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
