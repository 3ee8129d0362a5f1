package dev.coda.server.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.id.UserId;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.key.ApiKeys;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** A user's settings over REST. Thread-safe. */
@Controller("/api/v1/settings")
@Secured(SecurityRule.IS_AUTHENTICATED)
class SettingsController {
  private final ToolSettings tools;
  private final ApiKeys keys;

  SettingsController(ToolSettings tools, ApiKeys keys) {
    this.tools = tools;
    this.keys = keys;
  }

  @Get
  SettingsView show(CurrentUser user) {
    return view(user);
  }

  @Patch
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  SettingsView update(CurrentUser user, @Body ObjectNode patch) {
    UserId owner = new UserId(user.userId());
    tools.update(owner, SettingsPatch.read(patch, tools.permissions(owner).keySet()));
    return view(user);
  }

  private SettingsView view(CurrentUser user) {
    UserId owner = new UserId(user.userId());
    return new SettingsView(
        new SettingsView.Preferences(tools.permissions(owner)), keys.list(owner));
  }
}
