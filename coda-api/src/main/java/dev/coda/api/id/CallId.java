package dev.coda.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies a tool call. Coda creates it, so it is unique even if a model repeats its own ids.
 *
 * <p>Its JSON form is the UUID's text. Immutable.
 *
 * @param value the UUID
 */
public record CallId(@JsonValue UUID value) implements Comparable<CallId> {

  /** Creates the id from any UUID. */
  @JsonCreator
  public CallId {}

  /**
   * Parses the canonical text of a UUID.
   *
   * @param text the text of a UUID
   * @return the id
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static CallId of(String text) {
    return new CallId(Uuids.parse(text));
  }

  /**
   * Creates the next id.
   *
   * @param ids the source of ids
   * @return the id
   */
  public static CallId next(IdSource ids) {
    return new CallId(ids.next());
  }

  @Override
  public int compareTo(CallId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
