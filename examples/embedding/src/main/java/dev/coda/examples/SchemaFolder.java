package dev.coda.examples;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.bridge.schema.SchemaTools;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import dev.coda.sampletools.SampleToolService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Takes its tools from a folder of schema files, and prints how one of them is called. */
final class SchemaFolder {
  private static final String QUESTION =
      "use solver_optimize to maximize 3x + 2y subject to x + y <= 4, x + 3y <= 6";

  private SchemaFolder() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("coda-tools");
    SampleToolService.writeSchemas(folder);
    Stores stores = InMemoryStores.create();
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    try (SampleToolService service = SampleToolService.start();
        SchemaTools tools = tools(folder, service.uri());
        Agent agent =
            CodaAgent.builder().models(DemoProvider.create()).tools(tools).stores(stores).build();
        Run run = agent.start(RunRequest.of(session.id(), QUESTION))) {
      run.forEach(SchemaFolder::print);
    }
  }

  // region folder
  /** The address is opened by hand: by default a tool may call public addresses alone. */
  private static SchemaTools tools(Path folder, URI service) {
    return SchemaTools.builder(folder)
        .environment(Map.of("SAMPLE_TOOLS_URL", service.toString())::get)
        .allowedAddresses(List.of(service.getHost() + ":" + service.getPort()))
        .watch();
  }

  // endregion

  private static void print(RunEvent event) {
    if (event.payload() instanceof ToolCallRequested call) {
      System.out.printf("%3d %s asked: %s%n", event.seq(), call.toolName(), call.input());
    } else if (event.payload() instanceof ToolFinished result) {
      System.out.printf(
          "%3d %s answered after %d ms: %s%n",
          event.seq(), result.toolName(), result.executionTimeMs(), result.output());
    }
  }
}
