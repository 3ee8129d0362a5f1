package dev.coda.server.model;

import dev.coda.api.agent.Agent;
import dev.coda.server.http.ListView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** Models over REST. Thread-safe. */
@Controller("/api/v1/models")
@Secured(SecurityRule.IS_AUTHENTICATED)
class ModelController {
  private final Agent agent;

  ModelController(Agent agent) {
    this.agent = agent;
  }

  @Get
  ListView<ModelView> list() {
    return ListView.whole(agent.models().stream().map(ModelView::of).toList());
  }
}
