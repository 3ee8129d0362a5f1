package dev.coda.examples;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.run.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import java.time.Instant;

/** Asks a question that takes a tool of its own, and prints the answer as it is spoken. */
final class HelloCoda {
  private HelloCoda() {}

  // region hello
  public static void main(String[] arguments) {
    ToolSpec weather =
        ToolSpec.builder("weather")
            .description("Tells the weather in a city.")
            .inputSchema(
                """
                {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
                """)
            .build();
    Tool tool =
        Tool.of(
            weather, (input, context) -> ToolResult.text("Sunny in " + input.get("city").asText()));
    Stores stores = InMemoryStores.create();
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    try (Agent agent =
            CodaAgent.builder()
                .models(DemoProvider.create())
                .tools(ToolSource.of(tool))
                .stores(stores)
                .build();
        Run run = agent.start(RunRequest.of(session.id(), "use weather in Oslo"))) {
      for (RunEvent event : run) {
        if (event.payload() instanceof ContentDelta text) {
          System.out.print(text.delta());
        }
      }
      System.out.println();
    }
  }
  // endregion
}
