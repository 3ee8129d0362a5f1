package dev.coda.server.preference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a user prefers, as in {@code users.preferences}; null where they have not said. Immutable.
 *
 * @param theme {@code light}, {@code dark} or {@code system}
 * @param language of the web pages, a tag of BCP 47 such as {@code de} or {@code pt-BR}
 * @param defaultProvider the provider of the model of new sessions; there if the model is
 * @param monthlyBudgetUsd what the user's runs may cost in a month, a decimal text in US dollars
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preferences(
    @Nullable String theme,
    @Nullable String language,
    @Nullable String defaultProvider,
    @Nullable String defaultModel,
    @Nullable String monthlyBudgetUsd) {
  /** Those of a user who has said nothing. */
  public static final Preferences NONE = new Preferences(null, null, null, null, null);
}
