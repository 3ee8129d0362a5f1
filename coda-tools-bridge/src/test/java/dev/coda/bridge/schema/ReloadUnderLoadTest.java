package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.CodaAgent;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs whose turns continue while the files of their tools change, break, go away and come back.
 */
@Timeout(180)
final class ReloadUnderLoadTest {
  private static final int AGENTS = 4;
  private static final int RUNS = 5;
  private static final int TURNS = 5;
  private static final int CALLS = 10;

  @TempDir Path folder;
  private final MockWebServer service = new MockWebServer();
  private final AtomicInteger edits = new AtomicInteger();
  private final AtomicBoolean done = new AtomicBoolean();

  /** A run starts while its tool is there; after that the file may go away under it. */
  private final ReadWriteLock presence = new ReentrantReadWriteLock(true);

  @BeforeEach
  void start() throws IOException {
    service.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body("{\"ok\": true}")
                .build();
          }
        });
    service.start();
    ToolFiles.replace(folder, "steady", version(0));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void failsNoneOfAThousandCallsWhileFilesChange() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AGENTS + 1);
    try (SchemaTools tools =
        SchemaTools.builder(folder)
            .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
            .interval(Duration.ofMillis(2))
            .watch()) {
      Future<?> editor = threads.submit(() -> edit(tools));
      List<Future<List<ToolFinished>>> agents = new ArrayList<>();
      for (int i = 0; i < AGENTS; i++) {
        agents.add(threads.submit(() -> runs(tools)));
      }
      List<ToolFinished> results = new ArrayList<>();
      for (Future<List<ToolFinished>> agent : agents) {
        results.addAll(agent.get());
      }
      done.set(true);
      editor.get();

      assertThat(results).hasSize(AGENTS * RUNS * TURNS * CALLS);
      assertThat(results)
          .allSatisfy(
              each -> assertThat(each.status()).as(each.toString()).isEqualTo(ToolStatus.SUCCESS));
      assertThat(edits).hasValueGreaterThan(5);
      assertThat(ToolFiles.tool(tools, "steady").spec().description())
          .isEqualTo("Version " + edits + ".");
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  private List<ToolFinished> runs(SchemaTools tools) {
    Stores stores = InMemoryStores.create();
    SessionId session = new SessionId(UUID.randomUUID());
    stores.sessions().create(Session.start(session, UserId.LOCAL, Instant.now()));
    ScriptedModel model = ScriptedModel.of();
    List<ToolFinished> results = new ArrayList<>();
    try (CodaAgent agent = CodaAgent.builder().models(model).tools(tools).stores(stores).build()) {
      for (int i = 0; i < RUNS; i++) {
        script(model);
        results.addAll(run(agent, session));
      }
    }
    return results;
  }

  private static void script(ScriptedModel model) {
    for (int turn = 0; turn < TURNS; turn++) {
      ModelScript script = ModelScript.create();
      for (int call = 0; call < CALLS; call++) {
        script.callTool("steady", "{\"turn\": %d, \"call\": %d}".formatted(turn, call));
      }
      model.add(script);
    }
    model.add(ModelScript.create().say("Done."));
  }

  private List<ToolFinished> run(CodaAgent agent, SessionId session) {
    List<ToolFinished> results = new ArrayList<>();
    try (Run run = started(agent, session)) {
      for (RunEvent event : run) {
        if (event.payload() instanceof ToolFinished result) {
          results.add(result);
        } else if (event.payload() instanceof RunFinished finished) {
          assertThat(finished.status()).isEqualTo(RunStatus.COMPLETED);
        }
      }
    }
    return results;
  }

  /** A run that has its tools, with most of its turns before it. */
  private Run started(CodaAgent agent, SessionId session) {
    presence.readLock().lock();
    try {
      Run run = agent.start(RunRequest.of(session, "Go."));
      for (RunEvent event : run) {
        if (event.payload() instanceof ToolFinished) {
          break;
        }
      }
      return run;
    } finally {
      presence.readLock().unlock();
    }
  }

  /** A half-written version, a neighbour that comes and goes, no file at all, a good version. */
  private void edit(SchemaTools tools) {
    do {
      ToolFiles.write(folder, "neighbour", version(0));
      ToolFiles.write(folder, "steady", "{\"description\": \"Half");
      tools.refresh();
      ToolFiles.remove(folder, "neighbour");
      presence.writeLock().lock();
      try {
        ToolFiles.remove(folder, "steady");
        tools.refresh();
        assertThat(ToolFiles.names(tools)).isEmpty();
        ToolFiles.replace(folder, "steady", version(edits.incrementAndGet()));
        tools.refresh();
      } finally {
        presence.writeLock().unlock();
      }
    } while (!done.get());
  }

  private String version(int number) {
    return ToolFiles.own("Version " + number + ".", "http://127.0.0.1:" + service.getPort() + "/x");
  }
}
