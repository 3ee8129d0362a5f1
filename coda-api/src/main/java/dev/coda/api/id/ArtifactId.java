package dev.coda.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies an artifact.
 *
 * <p>Its JSON form is the UUID's text. Immutable.
 *
 * @param value the UUID
 */
public record ArtifactId(@JsonValue UUID value) implements Comparable<ArtifactId> {

  /** Creates the id from any UUID. */
  @JsonCreator
  public ArtifactId {}

  /**
   * Parses the canonical text of a UUID.
   *
   * @param text the text of a UUID
   * @return the id
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static ArtifactId of(String text) {
    return new ArtifactId(Uuids.parse(text));
  }

  /**
   * Creates the next id.
   *
   * @param ids the source of ids
   * @return the id
   */
  public static ArtifactId next(IdSource ids) {
    return new ArtifactId(ids.next());
  }

  @Override
  public int compareTo(ArtifactId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
