package dev.coda.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies the owner of sessions and runs.
 *
 * <p>Its JSON form is the UUID's text. Immutable.
 */
public record UserId(@JsonValue UUID value) implements Comparable<UserId> {

  /** The owner of everything where an application knows only one user. */
  public static final UserId LOCAL = new UserId(new UUID(0, 0));

  @JsonCreator
  public UserId {}

  /**
   * Parses the canonical text of a UUID.
   *
   * @throws IllegalArgumentException if the text is no UUID
   */
  public static UserId of(String text) {
    return new UserId(Uuids.parse(text));
  }

  /**
   * Returns the id of a user whom the application knows by a name of its own, such as an e-mail
   * address: the same for the same name, in every process. The text of a UUID is taken as it is.
   */
  public static UserId named(String name) {
    return new UserId(Uuids.named("coda.user", name));
  }

  /** Takes the next id of a source. */
  public static UserId next(IdSource ids) {
    return new UserId(ids.next());
  }

  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
