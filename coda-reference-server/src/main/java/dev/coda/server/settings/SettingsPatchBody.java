package dev.coda.server.settings;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * Describes in the API's document what {@link SettingsPatch} reads, which tells null from absent.
 *
 * @param preferences those to change; null removes what was set
 */
@Introspected
record SettingsPatchBody(SettingsView.@Nullable PreferencesView preferences) {}
