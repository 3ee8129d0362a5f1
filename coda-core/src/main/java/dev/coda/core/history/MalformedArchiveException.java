package dev.coda.core.history;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The failure to import a file that is not an exported session, with the place. Immutable. */
public final class MalformedArchiveException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** The path in the file; null for all of it. */
  private final @Nullable String place;

  /** What is wrong there. */
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

  /** {@return the path of the field at fault; empty if it is the file as a whole} */
  public Optional<String> place() {
    return Optional.ofNullable(place);
  }

  /**
   * {@return what is wrong there, to be read behind its name; the whole message without a place}
   */
  public String reason() {
    return reason;
  }
}
