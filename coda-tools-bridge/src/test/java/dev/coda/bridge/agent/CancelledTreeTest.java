package dev.coda.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.store.InMemoryStores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancels and ends of a tree of three runs that meet in many orders. */
@Timeout(120)
final class CancelledTreeTest {
  private static final int ORDERS = Integer.getInteger("coda.orders", 10_000);
  private static final long SEED = Long.getLong("coda.seed", 1);
  private static final int WORKERS = 4;
  private static final int ORDERS_A_STORE = 250;
  private static final int PATIENCE_SECONDS = 10;
  private static final UserId USER = UserId.LOCAL;

  @Test
  void endsEachRunOnceAndClosesEachStreamWhateverTheOrder() {
    CompletableFuture<?>[] workers =
        IntStream.range(0, WORKERS)
            .mapToObj(worker ->
                CompletableFuture.runAsync(
                    () -> work(worker), task -> new Thread(task, "orders-" + worker).start()))
            .toArray(CompletableFuture[]::new);

    CompletableFuture.allOf(workers).join();
  }

  private static void work(int worker) {
    int left = ORDERS / WORKERS;
    for (int first = 0; first < left; first += ORDERS_A_STORE) {
      try (Tree tree = new Tree()) {
        for (int i = first; i < Math.min(left, first + ORDERS_A_STORE); i++) {
          tree.run(SEED * ORDERS + (long) worker * left + i);
        }
      }
    }
  }

  /** Three agents over a store that steps before and after each of its commits. */
  private static final class Tree implements AutoCloseable {
    private final Stores stores = InMemoryStores.create();
    private final RunStore runs = stepping(stores.runs());
    private final ExecutorService canceller = Executors.newSingleThreadExecutor();
    private final ExecutorService watcher = Executors.newSingleThreadExecutor();
    private final List<RunId> started = new CopyOnWriteArrayList<>();
    private final AtomicInteger inTools = new AtomicInteger();
    private final RelayModel archivistsModel =
        new RelayModel("look", "{}", end -> order().step(canceller, end));
    private final RelayModel scholarsModel = model("archivist", "{\"task\": \"Look.\"}");
    private final RelayModel readersModel = model("scholar", "{\"task\": \"Look.\"}");
    private final CodaAgent archivist = agent("archivist", archivistsModel, look());
    private final CodaAgent scholar = agent("scholar", scholarsModel, tool("archivist", archivist));
    private final CodaAgent reader = agent("reader", readersModel, tool("scholar", scholar));
    private volatile Order order = new Order(new Random(0), -1, () -> {});
    private int longest = 60;

    void run(long seed) {
      Random random = new Random(seed);
      started.clear();
      SessionId session = new SessionId(UUID.randomUUID());
      stores.sessions().create(Session.start(session, USER, Instant.EPOCH));
      int depth = random.nextInt(6);
      CompletableFuture<Run> root = new CompletableFuture<>();
      order = new Order(random, random.nextInt(longest), () -> cancel(depth, root));
      Run run = reader.start(RunRequest.of(session, "Look."));
      root.complete(run);
      awaitEnd(run, seed);
      awaitQuiet(seed);
      longest = Math.max(10, order.taken());
      assertThat(started).as("seed %d", seed).isNotEmpty().allSatisfy(this::endedOnce);
    }

    /** The outermost run is cancelled most often, since most follows from it. */
    private void cancel(int depth, CompletableFuture<Run> root) {
      boolean cancelled =
          depth > 0
              && depth < started.size()
              && List.of(reader, scholar, archivist)
                  .get(Math.min(depth, 2))
                  .find(USER, started.get(depth))
                  .filter(Run::cancel)
                  .isPresent();
      if (!cancelled) {
        root.join().cancel();
      }
    }

    private void awaitEnd(Run run, long seed) {
      try {
        watcher.submit(run::outcome).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError(state(seed), e);
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The others end a moment after the outermost one. */
    private void awaitQuiet(long seed) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!isQuiet()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(state(seed));
        }
        Thread.onSpinWait();
      }
    }

    private String state(long seed) {
      return "seed %d with %s: not ended: %s, open streams: %d %d %d"
          .formatted(
              seed,
              order,
              stores.runs().active(USER),
              readersModel.openStreams(),
              scholarsModel.openStreams(),
              archivistsModel.openStreams());
    }

    private boolean isQuiet() {
      return inTools.get() == 0
          && stores.runs().active(USER).isEmpty()
          && readersModel.openStreams() == 0
          && scholarsModel.openStreams() == 0
          && archivistsModel.openStreams() == 0;
    }

    private void endedOnce(RunId run) {
      List<RunEvent> log = stores.runs().events(run, 0, 10_000);
      assertThat(log).filteredOn(event -> event.payload() instanceof RunFinished).hasSize(1);
      assertThat(log.get(log.size() - 1).payload()).isInstanceOf(RunFinished.class);
    }

    @Override
    public void close() {
      List.of(reader, scholar, archivist).forEach(CodaAgent::close);
      canceller.shutdownNow();
      watcher.shutdownNow();
    }

    private RelayModel model(String tool, String arguments) {
      return new RelayModel(tool, arguments, end -> step());
    }

    private Order order() {
      return order;
    }

    private void step() {
      order.step(canceller);
    }

    private Tool look() {
      return Tool.of(
          ToolSpec.builder("look").description("Looks.").build(),
          (input, context) -> {
            step();
            return ToolResult.text("seen");
          });
    }

    /** A thread that was abandoned in a call may still start a run, only to cancel it. */
    private Tool tool(String name, CodaAgent agent) {
      AgentTool tool = AgentTool.builder(name, agent, stores.sessions()).build();
      return Tool.of(
          tool.spec(),
          (input, context) -> {
            inTools.incrementAndGet();
            try {
              return tool.execute(input, context);
            } finally {
              inTools.decrementAndGet();
            }
          });
    }

    private CodaAgent agent(String name, RelayModel model, Tool tool) {
      return CodaAgent.builder()
          .models(model)
          .tools(ToolSource.of(tool))
          .stores(new SteppingStores(stores, runs))
          .options(AgentOptions.builder().name(name).build())
          .build();
    }

    private RunStore stepping(RunStore inner) {
      return (RunStore)
          Proxy.newProxyInstance(
              RunStore.class.getClassLoader(),
              new Class<?>[] {RunStore.class},
              (proxy, method, arguments) -> {
                boolean commits =
                    method.getName().equals("append") || method.getName().equals("start");
                if (commits) {
                  step();
                }
                try {
                  Object result = method.invoke(inner, arguments);
                  if (method.getName().equals("start")) {
                    started.add(((RunRecord) result).id());
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                } finally {
                  if (commits) {
                    step();
                  }
                }
              });
    }
  }

  private record SteppingStores(Stores inner, RunStore runs) implements Stores {
    @Override
    public SessionStore sessions() {
      return inner.sessions();
    }

    @Override
    public MessageIndex index() {
      return inner.index();
    }

    @Override
    public ToolPermissionStore toolPermissions() {
      return inner.toolPermissions();
    }

    @Override
    public ArtifactStore artifacts() {
      return inner.artifacts();
    }
  }
}
