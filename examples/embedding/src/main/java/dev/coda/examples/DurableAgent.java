package dev.coda.examples;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.message.Message;
import dev.coda.core.Chat;
import dev.coda.core.Coda;
import dev.coda.core.Reply;
import dev.coda.store.postgres.PostgresStores;
import java.time.Duration;
import java.util.List;

/**
 * Keeps its conversation in the PostgreSQL of {@code DATABASE_URL}. Run once, it asks something and
 * is killed in the middle of the answer; run again, it finds the run and waits for its answer.
 */
final class DurableAgent {
  private static final int LETTERS_BEFORE_THE_END = 120;

  private DurableAgent() {}

  public static void main(String[] arguments) {
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
          Coda coda = coda(stores)) {
        List<Reply> unfinished = coda.unfinished();
        if (unfinished.isEmpty()) {
          askAndDie(coda);
        } else {
          comeBack(coda, unfinished.get(0));
        }
      }
    }
    // endregion
  }

  // region short lease
  /** A short lease shows soon that the process is gone; short flushes lose little of its text. */
  private static Coda coda(PostgresStores stores) {
    return Coda.builder()
        .model("demo/demo")
        .stores(stores)
        .options(options ->
            options.leaseTime(Duration.ofSeconds(2)).flushInterval(Duration.ofMillis(50)))
        .build();
  }

  // endregion

  private static void askAndDie(Coda coda) {
    Chat chat = coda.chat("plug");
    Reply reply = chat.start("What becomes of you when I pull the plug?");
    System.out.println("Run " + reply.id());
    StringBuilder said = new StringBuilder();
    reply.onText(piece -> {
      System.out.print(piece);
      if (said.append(piece).length() > LETTERS_BEFORE_THE_END) {
        System.out.println(" … and the plug is pulled.");
        Runtime.getRuntime().halt(1);
      }
    });
  }

  // region come back
  private static void comeBack(Coda coda, Reply reply) {
    System.out.println("Found run " + reply.id());
    // Once the lease of the killed process is over, this one resumes the run.
    System.out.println("It was resumed: " + reply.answer().reason());
    for (Message message : coda.chat("plug").history()) {
      System.out.printf("%s (%s): %s%n", message.role(), message.status(), message.text());
    }
  }
  // endregion
}
