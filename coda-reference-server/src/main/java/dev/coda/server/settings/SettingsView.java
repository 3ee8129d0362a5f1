package dev.coda.server.settings;

import dev.coda.api.tool.ToolPermission;
import dev.coda.server.key.ApiKeyView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user's settings in the API. Immutable. */
public record SettingsView(PreferencesView preferences, List<ApiKeyView> apiKeys) {
  /** Copies the list. */
  public SettingsView {
    apiKeys = List.copyOf(apiKeys);
  }

  /**
   * The preferences of the user; null for those that are not set. Immutable.
   *
   * @param theme {@code light}, {@code dark} or {@code system}
   * @param language of the web pages, a tag of BCP 47
   * @param defaultProvider the provider of the model that new sessions have
   * @param defaultModel the name of that model
   * @param monthlyBudgetUsd what the user's runs may cost in a month, a decimal text in US dollars
   * @param toolPermissions by the names of tools; a tool that is not listed has its own default
   */
  public record PreferencesView(
      @Nullable String theme,
      @Nullable String language,
      @Nullable String defaultProvider,
      @Nullable String defaultModel,
      @Nullable String monthlyBudgetUsd,
      Map<String, ToolPermission> toolPermissions) {
    /** Copies the map. */
    public PreferencesView {
      toolPermissions = Map.copyOf(toolPermissions);
    }
  }
}
