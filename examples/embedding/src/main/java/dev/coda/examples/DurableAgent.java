package dev.coda.examples;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.agent.Agent;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.Stores;
import dev.coda.core.CodaAgent;
import dev.coda.core.run.TimeOrderedIds;
import dev.coda.providers.demo.DemoProvider;
import dev.coda.store.postgres.PostgresStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps its conversation in the PostgreSQL of {@code DATABASE_URL}. Run once, it asks something and
 * is killed in the middle of the answer; run again, it finds the run and goes on with it.
 */
final class DurableAgent {
  private static final int PIECES_BEFORE_THE_END = 25;

  private DurableAgent() {}

  public static void main(String[] arguments) throws InterruptedException {
    String url = System.getenv("DATABASE_URL");
    if (url == null) {
      System.err.println(
          "Set DATABASE_URL, such as jdbc:postgresql://localhost:5432/coda?user=me&password=mine");
      System.exit(2);
      return;
    }
    // region durable
    try (HikariDataSource database = new HikariDataSource()) {
      database.setJdbcUrl(url);
      try (PostgresStores stores = PostgresStores.create(database);
          Agent agent = agent(stores)) {
        Optional<RunRecord> open = openRun(stores);
        if (open.isEmpty()) {
          askAndDie(stores, agent);
        } else {
          comeBack(stores, agent, open.get());
        }
      }
    }
    // endregion
  }

  // region short lease
  /** A short lease shows soon that the process is gone; short flushes lose little of its text. */
  private static Agent agent(Stores stores) {
    AgentOptions options =
        AgentOptions.builder()
            .leaseTime(Duration.ofSeconds(2))
            .flushInterval(Duration.ofMillis(50))
            .build();
    return CodaAgent.builder()
        .models(DemoProvider.create())
        .stores(stores)
        .options(options)
        .build();
  }

  // endregion

  private static Optional<RunRecord> openRun(Stores stores) {
    return stores.sessions().list(UserId.LOCAL, SessionQuery.first(1)).items().stream()
        .flatMap(session -> stores.runs().active(UserId.LOCAL, session.id()).stream())
        .findFirst();
  }

  private static void askAndDie(Stores stores, Agent agent) {
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    Run run = agent.start(RunRequest.of(session.id(), "What becomes of you when I pull the plug?"));
    System.out.println("Run " + run.id());
    int pieces = 0;
    for (RunEvent event : run) {
      if (event.payload() instanceof ContentDelta text) {
        System.out.print(text.delta());
        if (++pieces == PIECES_BEFORE_THE_END) {
          System.out.println(" … and the plug is pulled.");
          Runtime.getRuntime().halt(1);
        }
      }
    }
  }

  // region come back
  private static void comeBack(Stores stores, Agent agent, RunRecord left)
      throws InterruptedException {
    System.out.println("Found run " + left.id());
    try (Run run = agent.find(UserId.LOCAL, left.id()).orElseThrow()) {
      // Nobody works on it any more: once its lease is over, this agent goes on with it.
      if (run.outcome() instanceof RunOutcome.Completed completed) {
        System.out.println("It went on: " + completed.answer().status());
      }
    }
    PathQuery all = PathQuery.page(null, null, 100);
    for (MessageNode node : stores.sessions().path(UserId.LOCAL, left.sessionId(), all)) {
      Message message = node.message();
      System.out.printf("%s (%s): %s%n", message.role(), message.status(), message.text());
    }
  }
  // endregion
}
