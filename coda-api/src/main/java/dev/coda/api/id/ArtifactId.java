package dev.coda.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies an artifact.
 *
 * <p>Its JSON form is the UUID's text. Immutable.
 */
public record ArtifactId(@JsonValue UUID value) implements Comparable<ArtifactId> {

  @JsonCreator
  public ArtifactId {}

  /**
   * Parses the canonical text of a UUID.
   *
   * @throws IllegalArgumentException if the text is no UUID
   */
  public static ArtifactId of(String text) {
    return new ArtifactId(Uuids.parse(text));
  }

  /** Takes the next id of a source. */
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
