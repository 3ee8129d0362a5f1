package dev.coda.server.agent;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Describes which providers the server has keys for. Its text form names no key. Immutable.
 *
 * @param openaiKey {@code OPENAI_API_KEY}
 * @param openaiUrl {@code OPENAI_BASE_URL}; null for OpenAI's own address
 * @param openaiProtocol {@code OPENAI_PROTOCOL}, {@code responses} or {@code chat_completions};
 *     null for responses at OpenAI's own address, else chat completions
 * @param anthropicKey {@code ANTHROPIC_API_KEY}
 * @param anthropicUrl {@code ANTHROPIC_BASE_URL}; null for Anthropic's own address
 * @param googleKey {@code GOOGLE_API_KEY}
 * @param googleUrl {@code GOOGLE_BASE_URL}; null for Google's own address
 * @param hostedUrl {@code HOSTED_BASE_URL}; null for the profile's own, or where there is no such
 *     host
 * @param hostedProfile {@code HOSTED_PROFILE}; null for the one that the address looks like
 * @param hostedKey {@code HOSTED_API_KEY}; null where the host asks for none
 */
@Singleton
record ProviderSettings(
    @Property(name = "openai.api-key") @Nullable String openaiKey,
    @Property(name = "openai.base-url") @Nullable String openaiUrl,
    @Property(name = "openai.protocol") @Nullable String openaiProtocol,
    @Property(name = "anthropic.api-key") @Nullable String anthropicKey,
    @Property(name = "anthropic.base-url") @Nullable String anthropicUrl,
    @Property(name = "google.api-key") @Nullable String googleKey,
    @Property(name = "google.base-url") @Nullable String googleUrl,
    @Property(name = "hosted.base-url") @Nullable String hostedUrl,
    @Property(name = "hosted.profile") @Nullable String hostedProfile,
    @Property(name = "hosted.api-key") @Nullable String hostedKey) {

  ProviderSettings {
    openaiKey = set(openaiKey);
    openaiUrl = set(openaiUrl);
    openaiProtocol = set(openaiProtocol);
    anthropicKey = set(anthropicKey);
    anthropicUrl = set(anthropicUrl);
    googleKey = set(googleKey);
    googleUrl = set(googleUrl);
    hostedUrl = set(hostedUrl);
    hostedProfile = set(hostedProfile);
    hostedKey = set(hostedKey);
  }

  /** An empty variable is one that is not set. */
  private static @Nullable String set(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  @Override
  public String toString() {
    return "ProviderSettings[openai=%s, anthropic=%s, google=%s, hosted=%s]"
        .formatted(openaiKey != null, anthropicKey != null, googleKey != null, hostedUrl);
  }
}
