package dev.coda.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies a message in the tree of a session.
 *
 * <p>Its JSON form is the UUID's text. Immutable.
 *
 * @param value the UUID
 */
public record MessageId(@JsonValue UUID value) implements Comparable<MessageId> {

  /** Creates the id from any UUID. */
  @JsonCreator
  public MessageId {}

  /**
   * Parses the canonical text of a UUID.
   *
   * @param text the text of a UUID
   * @return the id
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static MessageId of(String text) {
    return new MessageId(Uuids.parse(text));
  }

  /**
   * Creates the next id.
   *
   * @param ids the source of ids
   * @return the id
   */
  public static MessageId next(IdSource ids) {
    return new MessageId(ids.next());
  }

  @Override
  public int compareTo(MessageId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
