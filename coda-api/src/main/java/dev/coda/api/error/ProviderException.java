package dev.coda.api.error;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reports that a model's provider failed, with the provider's description. Immutable. */
public final class ProviderException extends CodaException {
  /** The name of the provider. */
  private final String provider;

  /** The HTTP status. */
  private final @Nullable Integer status;

  /** The provider's id of the request. */
  private final @Nullable String requestId;

  /** The time that the provider requests to wait. */
  private final @Nullable Duration retryAfter;

  private ProviderException(Builder builder) {
    super(builder.kind, builder.message, builder.cause);
    this.provider = builder.provider;
    this.status = builder.status;
    this.requestId = builder.requestId;
    this.retryAfter = builder.retryAfter;
  }

  /**
   * Starts a failure of the named provider. The message must hold no key, header or body.
   *
   * @param kind the kind of failure
   * @param provider the name of the provider
   * @param message the failure and the remedy, as a sentence without secrets
   * @return the builder
   */
  public static Builder of(FailureKind kind, String provider, String message) {
    return new Builder(kind, provider, message);
  }

  /** {@return the provider's name, such as {@code openai}} */
  public String provider() {
    return provider;
  }

  /** {@return the HTTP status; empty if there was no answer} */
  public OptionalInt status() {
    return status == null ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** {@return the provider's own id of the request, for its support} */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** {@return the time that the provider requests to wait} */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Collects the optional facts of a failure. Confined to one thread at a time. */
  public static final class Builder {
    private final FailureKind kind;
    private final String provider;
    private final String message;
    private @Nullable Integer status;
    private @Nullable String requestId;
    private @Nullable Duration retryAfter;
    private @Nullable Throwable cause;

    private Builder(FailureKind kind, String provider, String message) {
      this.kind = kind;
      this.provider = provider;
      this.message = message;
    }

    /**
     * Sets the HTTP status.
     *
     * @param value the HTTP status
     * @return this builder
     */
    public Builder status(int value) {
      this.status = value;
      return this;
    }

    /**
     * Sets the provider's id of the request; null if it gave none.
     *
     * @param value the provider's id of the request; null if it gave none
     * @return this builder
     */
    public Builder requestId(@Nullable String value) {
      this.requestId = value;
      return this;
    }

    /**
     * Sets the time that the provider requests to wait; null if it named none.
     *
     * @param value the time; null if the provider named none
     * @return this builder
     */
    public Builder retryAfter(@Nullable Duration value) {
      this.retryAfter = value;
      return this;
    }

    /**
     * Sets the cause of the failure.
     *
     * @param value the cause of the failure
     * @return this builder
     */
    public Builder cause(@Nullable Throwable value) {
      this.cause = value;
      return this;
    }

    /** {@return the exception} */
    public ProviderException build() {
      return new ProviderException(this);
    }
  }
}
