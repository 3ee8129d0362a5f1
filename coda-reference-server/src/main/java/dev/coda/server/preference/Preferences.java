package dev.coda.server.preference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The preferences of a user, as in {@code users.preferences}; null for those that are not set.
 * Immutable.
 *
 * @param theme {@code light}, {@code dark} or {@code system}
 * @param language of the web pages, a tag of BCP 47 such as {@code de} or {@code pt-BR}
 * @param defaultProvider the provider of the model of new sessions; set if the model is set
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
  /** The preferences of a user who has set none. */
  public static final Preferences NONE = new Preferences(null, null, null, null, null);
}
