package dev.coda.api.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a user's own key for a provider. Its text form never shows the key. Immutable. */
public final class Credentials {
  private final String apiKey;
  private final @Nullable String baseUrl;

  private Credentials(String apiKey, @Nullable String baseUrl) {
    this.apiKey = apiKey;
    this.baseUrl = baseUrl;
  }

  /** A key for the provider's own address. */
  public static Credentials of(String apiKey) {
    return new Credentials(apiKey, null);
  }

  /** A key for another address that speaks the same protocol. */
  public static Credentials of(String apiKey, String baseUrl) {
    return new Credentials(apiKey, baseUrl);
  }

  /** Returns the key itself. */
  public String apiKey() {
    return apiKey;
  }

  /** Returns the address to use instead of the provider's own. */
  public Optional<String> baseUrl() {
    return Optional.ofNullable(baseUrl);
  }

  @Override
  public String toString() {
    return "Credentials[redacted]";
  }
}
