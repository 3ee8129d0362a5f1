package dev.coda.examples;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.budget.Budget;
import dev.coda.api.budget.BudgetShare;
import dev.coda.api.budget.BudgetUse;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Keeps a run within limits, a tool that spends on its own included. */
final class LimitedAgent {
  private LimitedAgent() {}

  public static void main(String[] arguments) throws InterruptedException {
    Stores stores = InMemoryStores.create();
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    Tool research =
        Tool.of(
            ToolSpec.builder("research").description("Reads up on a subject.").build(),
            (input, context) -> research(context));
    // region limits
    RunLimits limits =
        RunLimits.builder()
            .maxSteps(8)
            .maxToolCalls(20)
            .maxTokens(50_000)
            .maxCostUsd(new BigDecimal("0.25"))
            .timeout(Duration.ofMinutes(2))
            .build();
    AgentOptions options = AgentOptions.builder().limits(limits).contextMessages(200).build();
    // endregion
    try (Agent agent =
        CodaAgent.builder()
            .models(DemoProvider.create())
            .tools(ToolSource.of(research))
            .stores(stores)
            .options(options)
            .build()) {
      RunOutcome outcome = agent.start(RunRequest.of(session.id(), "use research")).outcome();
      if (outcome instanceof RunOutcome.Completed completed) {
        System.out.println(completed.answer().text());
      }
    }
  }

  // region share
  private static ToolResult research(ToolContext context) {
    Budget wanted = new Budget(4, 10, 20_000L, new BigDecimal("0.10"), Duration.ofMinutes(1));
    try (BudgetShare share = context.budget().share(wanted)) {
      // Another agent's run could be given RunLimits.within(share.granted()).
      BudgetUse used = new BudgetUse(1, 0, 1_200, new BigDecimal("0.004"), Duration.ZERO);
      share.settle(used);
      return ToolResult.text("Granted " + share.granted().tokens() + " tokens.");
    }
  }
  // endregion
}
