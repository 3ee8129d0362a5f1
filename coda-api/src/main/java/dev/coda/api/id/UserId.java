package dev.coda.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies the owner of sessions and runs.
 *
 * <p>Its JSON form is the UUID's text. Immutable.
 *
 * @param value the UUID
 */
public record UserId(@JsonValue UUID value) implements Comparable<UserId> {

  /** The owner of everything in an application with only one user. */
  public static final UserId LOCAL = new UserId(new UUID(0, 0));

  /** Creates the id from any UUID. */
  @JsonCreator
  public UserId {}

  /**
   * Parses the canonical text of a UUID.
   *
   * @param text the text of a UUID
   * @return the id
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static UserId of(String text) {
    return new UserId(Uuids.parse(text));
  }

  /**
   * {@return the id of a user for the application's own name of the user, such as an e-mail
   * address: the same for the same name, in every process} The text of a UUID becomes that UUID.
   *
   * @param name the application's own id of the user
   */
  public static UserId named(String name) {
    return new UserId(Uuids.named("coda.user", name));
  }

  /**
   * Creates an id from the next value of a source.
   *
   * @param ids the source of ids
   * @return the id
   */
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
