package dev.coda.server.tool;

import dev.coda.api.agent.Agent;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.ToolSource;
import dev.coda.bridge.schema.SchemaTools;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ProblemException;
import dev.coda.server.idempotency.Idempotent;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import java.util.List;
import java.util.stream.Stream;

/** Tools over REST. Thread-safe. */
@Controller("/api/v1/tools")
@Secured(SecurityRule.IS_AUTHENTICATED)
class ToolController {
  private final Agent agent;
  private final List<ToolSource> sources;
  private final ToolCalls calls;

  ToolController(Agent agent, List<ToolSource> sources, ToolCalls calls) {
    this.agent = agent;
    this.sources = sources;
    this.calls = calls;
  }

  @Get
  @Scoped({Scope.READ, Scope.TOOLS})
  ToolListView list() {
    return new ToolListView(
        agent.tools().stream().map(ToolView::of).toList(),
        sources.stream().flatMap(ToolController::problems).toList());
  }

  @Get("/{name}")
  @Scoped({Scope.READ, Scope.TOOLS})
  ToolView show(String name) {
    return agent.tools().stream()
        .filter(tool -> tool.spec().name().equals(name))
        .findFirst()
        .map(ToolView::of)
        .orElseThrow(() -> ProblemException.notFound("Tool " + name));
  }

  @Idempotent
  @Post("/{name}/execute")
  @Scoped(Scope.TOOLS)
  ExecutionView execute(CurrentUser user, String name, @Body @Valid ExecuteRequest request) {
    return calls.call(new UserId(user.userId()), name, request.input());
  }

  private static Stream<ToolListView.FileProblemView> problems(ToolSource source) {
    return source instanceof SchemaTools folder
        ? folder.problems().stream()
            .map(problem -> ToolListView.FileProblemView.of(folder, problem))
        : Stream.empty();
  }
}
