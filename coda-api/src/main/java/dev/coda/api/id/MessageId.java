package dev.coda.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies a message in the tree of a session.
 *
 * <p>Its JSON form is the UUID's text. Immutable.
 */
public record MessageId(@JsonValue UUID value) implements Comparable<MessageId> {

  @JsonCreator
  public MessageId {}

  /**
   * Parses the canonical text of a UUID.
   *
   * @throws IllegalArgumentException if the text is no UUID
   */
  public static MessageId of(String text) {
    return new MessageId(Uuids.parse(text));
  }

  /** Takes the next id of a source. */
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
