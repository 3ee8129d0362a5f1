package dev.coda.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies a run: one turn of the agent and its event log.
 *
 * <p>Its JSON form is the UUID's text. Immutable.
 *
 * @param value the UUID
 */
public record RunId(@JsonValue UUID value) implements Comparable<RunId> {

  /** Creates the id from any UUID. */
  @JsonCreator
  public RunId {}

  /**
   * Parses the canonical text of a UUID.
   *
   * @param text the text of a UUID
   * @return the id
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static RunId of(String text) {
    return new RunId(Uuids.parse(text));
  }

  /**
   * Creates the next id.
   *
   * @param ids the source of ids
   * @return the id
   */
  public static RunId next(IdSource ids) {
    return new RunId(ids.next());
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
