package dev.coda.server.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.id.UserId;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.key.ApiKeys;
import dev.coda.server.preference.Preferences;
import dev.coda.server.preference.UserPreferences;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Schema;

/** A user's settings over REST. Thread-safe. */
@Controller("/api/v1/settings")
@Secured(SecurityRule.IS_AUTHENTICATED)
class SettingsController {
  private final ToolSettings tools;
  private final UserPreferences preferences;
  private final DefaultModel defaultModel;
  private final ApiKeys keys;

  SettingsController(
      ToolSettings tools, UserPreferences preferences, DefaultModel defaultModel, ApiKeys keys) {
    this.tools = tools;
    this.preferences = preferences;
    this.defaultModel = defaultModel;
    this.keys = keys;
  }

  @Get
  SettingsView show(CurrentUser user) {
    return view(new UserId(user.userId()));
  }

  @Patch
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  SettingsView update(
      CurrentUser user, @Body @Schema(implementation = SettingsPatchBody.class) ObjectNode patch) {
    UserId owner = new UserId(user.userId());
    SettingsPatch read = SettingsPatch.read(patch, tools.permissions(owner).keySet());
    defaultModel.check(owner, read.preferences());
    tools.update(owner, read.tools());
    if (!read.preferences().isEmpty()) {
      preferences.change(owner, read.preferences());
    }
    return view(owner);
  }

  private SettingsView view(UserId owner) {
    Preferences known = preferences.of(owner);
    return new SettingsView(
        new SettingsView.PreferencesView(
            known.theme(),
            known.language(),
            known.defaultProvider(),
            known.defaultModel(),
            known.monthlyBudgetUsd(),
            tools.permissions(owner)),
        keys.list(owner));
  }
}
