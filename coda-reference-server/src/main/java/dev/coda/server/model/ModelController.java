package dev.coda.server.model;

import dev.coda.api.id.UserId;
import dev.coda.server.agent.ModelChoice;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ListView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** Models over REST. Thread-safe. */
@Controller("/api/v1/models")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped({Scope.READ, Scope.CHAT})
class ModelController {
  private final ModelChoice models;

  ModelController(ModelChoice models) {
    this.models = models;
  }

  @Get
  ListView<ModelView> list(CurrentUser user) {
    return ListView.whole(
        models.list(new UserId(user.userId())).stream().map(ModelView::of).toList());
  }
}
