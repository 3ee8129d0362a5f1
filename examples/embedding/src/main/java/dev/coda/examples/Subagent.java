package dev.coda.examples;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.ToolSource;
import dev.coda.bridge.agent.AgentTool;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.java.JavaTools;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Gives one agent another as a tool, and opens the run that the other one made. */
final class Subagent {
  private static final String QUESTION =
      "use librarian {\"task\": \"use find_book {\\\"words\\\": \\\"whale\\\"}\"}";

  private Subagent() {}

  record Search(String words) {}

  // region subagent
  /** The librarian alone knows the catalogue; the caller only gets the result. */
  private static Agent librarian(Stores stores) {
    return CodaAgent.builder()
        .models(DemoProvider.create())
        .tools(
            ToolSource.of(
                JavaTools.tool(
                    "find_book",
                    "Finds a book by words of its content.",
                    Search.class,
                    (search, context) -> "Moby-Dick, shelf 12")))
        .options(AgentOptions.builder().name("librarian").build())
        .stores(stores)
        .build();
  }

  private static Agent reader(Stores stores, Agent librarian) {
    return CodaAgent.builder()
        .models(DemoProvider.create())
        .tools(
            ToolSource.of(
                AgentTool.builder("librarian", librarian, stores.sessions())
                    .description("Finds books. Say what the book is about.")
                    .share(0.25)
                    .limits(RunLimits.builder().maxSteps(4).build())
                    .build()))
        .options(AgentOptions.builder().name("reader").build())
        .stores(stores)
        .build();
  }

  // endregion

  public static void main(String[] arguments) {
    Stores stores = InMemoryStores.create();
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    try (Agent librarian = librarian(stores);
        Agent reader = reader(stores, librarian);
        Run run = reader.start(RunRequest.of(session.id(), QUESTION))) {
      Set<RunId> children = new HashSet<>();
      for (RunEvent event : run) {
        if (event.payload() instanceof ToolProgressed progress) {
          System.out.println("… " + progress.message());
          if (progress.childRunId() != null) {
            children.add(progress.childRunId());
          }
        }
      }
      for (RunId child : children) {
        reader.find(UserId.LOCAL, child).orElseThrow().forEach(Subagent::print);
      }
    }
  }

  private static void print(RunEvent event) {
    if (event.payload() instanceof ToolFinished result) {
      System.out.printf("inside, %s answered %s%n", result.toolName(), result.output());
    }
  }
}
