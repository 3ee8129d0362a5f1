package dev.coda.api.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user's own key for a provider. Its text form never shows the key. Immutable. */
public final class Credentials {
  private final String apiKey;
  private final @Nullable String baseUrl;

  private Credentials(String apiKey, @Nullable String baseUrl) {
    this.apiKey = apiKey;
    this.baseUrl = baseUrl;
  }

  /**
   * {@return a key for the provider's own address}
   *
   * @param apiKey the key
   */
  public static Credentials of(String apiKey) {
    return new Credentials(apiKey, null);
  }

  /**
   * {@return a key for a compatible host at another address}
   *
   * @param apiKey the key
   * @param baseUrl the address of the host, up to and including the version
   */
  public static Credentials of(String apiKey, String baseUrl) {
    return new Credentials(apiKey, baseUrl);
  }

  /** {@return the key itself} */
  public String apiKey() {
    return apiKey;
  }

  /** {@return the address to use instead of the provider's} */
  public Optional<String> baseUrl() {
    return Optional.ofNullable(baseUrl);
  }

  @Override
  public String toString() {
    return "Credentials[redacted]";
  }
}
