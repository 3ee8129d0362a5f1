package dev.coda.core.history;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The failure to import a file that is not an exported session, with the place. Immutable. */
public final class MalformedArchiveException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** The path in the file; null for all of it. */
  private final @Nullable String place;

  /** The problem at this place. */
  private final String reason;

  MalformedArchiveException(String message) {
    super(message);
    this.place = null;
    this.reason = message;
  }

  MalformedArchiveException(String message, Throwable cause) {
    super(message, cause);
    this.place = null;
    this.reason = message;
  }

  MalformedArchiveException(String place, String reason) {
    super(place + " " + reason + ".");
    this.place = place;
    this.reason = reason;
  }

  MalformedArchiveException(String place, String reason, Throwable cause) {
    super(place + " " + reason + ".", cause);
    this.place = place;
    this.reason = reason;
  }

  /** {@return the path of the wrong field; empty if the whole file is wrong} */
  public Optional<String> place() {
    return Optional.ofNullable(place);
  }

  /** {@return the problem, without the place; the whole message if there is no place} */
  public String reason() {
    return reason;
  }
}
