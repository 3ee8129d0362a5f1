package dev.coda.api.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports a failure of infrastructure or configuration. Outcomes that a caller must expect are
 * returned as values and not thrown.
 *
 * <p>The message names what failed, the id and the next step; it never holds a key, a header or a
 * body. Immutable.
 */
public abstract sealed class CodaException extends RuntimeException
    permits ProviderException,
        ToolException,
        StoreException,
        ConfigurationException,
        AdmissionException,
        DecidedException {
  /** The kind of the failure. */
  private final FailureKind kind;

  CodaException(FailureKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** {@return the kind of the failure} */
  public final FailureKind kind() {
    return kind;
  }

  @Override
  public final String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), kind.code());
  }
}
