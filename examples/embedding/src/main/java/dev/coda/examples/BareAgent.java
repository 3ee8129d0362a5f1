package dev.coda.examples;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.history.LogCompaction;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import java.time.Duration;
import java.time.Instant;

/** The engine without {@code Coda} around it, for an application that works with events. */
final class BareAgent {
  private BareAgent() {}

  public static void main(String[] arguments) throws InterruptedException {
    // region stores
    Stores stores = InMemoryStores.create();
    UserId ada = UserId.named("ada@example.org");
    Session session = Session.start(SessionId.next(new TimeOrderedIds()), ada, Instant.now());
    stores.sessions().create(session);
    stores.sessions().list(ada, SessionQuery.first(20)).items().forEach(System.out::println);
    // endregion
    // region agent
    RunRequest question =
        RunRequest.builder(session.id())
            .userId(ada)
            .text("use text_length {\"text\": \"Coda\"}")
            .build();
    try (Agent agent =
            CodaAgent.builder()
                .models(DemoProvider.create())
                .tools(ToolSource.of(textLength()))
                .stores(stores)
                .build();
        Run run = agent.start(question)) {
      show(run);
    }
    // endregion
    // region old logs
    LogCompaction compaction = LogCompaction.of(stores.runs());
    Instant endedBefore = Instant.now().minus(Duration.ofDays(90));
    while (compaction.compact(endedBefore, 100) == 100) {
      System.out.println("Made 100 logs smaller.");
    }
    // endregion
  }

  private static void show(Run run) throws InterruptedException {
    // region run
    for (RunEvent event : run) {
      if (event.payload() instanceof ContentDelta text) {
        System.out.print(text.delta());
      }
    }
    if (run.outcome() instanceof RunOutcome.Failed failed) {
      System.out.println(failed.error().message());
    }
    // endregion
  }

  private static Tool textLength() {
    // region a tool
    return Tool.of(
        ToolSpec.builder("text_length")
            .description("Returns how many characters a text has.")
            .inputSchema(
                "{\"type\": \"object\", \"properties\": {\"text\": {\"type\": \"string\"}}}")
            .readOnly(true)
            .build(),
        (input, context) -> ToolResult.text(input.path("text").asText().length() + " characters"));
    // endregion
  }
}
