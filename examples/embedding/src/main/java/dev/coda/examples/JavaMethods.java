package dev.coda.examples;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ToolException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.java.JavaTools;
import dev.coda.core.java.ToolSettings;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Offers a class's methods and a lambda as tools, and prints what they answer. */
final class JavaMethods {
  private static final List<String> QUESTIONS =
      List.of(
          "use find_rooms {\"day\": \"2026-03-02\", \"wish\": {\"people\": 4}}",
          "use find_rooms {\"day\": \"2026-03-02\", \"wish\": {\"people\": 400}}",
          "use days_between {\"from\": \"2026-02-27\", \"to\": \"2026-03-02\"}");

  private JavaMethods() {}

  // region java methods
  /** What a caller wishes; whatever is not optional is required. */
  record Wish(int people, Optional<Boolean> beamer) {}

  record Room(String name, int seats) {}

  static final class Rooms {
    private final List<Room> rooms = List.of(new Room("Amsel", 4), new Room("Buchfink", 12));

    @Tool(name = "find_rooms", value = "Finds rooms that are free on a day, the smallest first.")
    @ToolSettings(readOnly = true)
    List<Room> findRooms(
        @P("The day to meet, such as 2026-03-02.") LocalDate day, Wish wish, ToolContext context) {
      context.progress().report("looking at " + day, null);
      List<Room> fitting = rooms.stream().filter(room -> room.seats() >= wish.people()).toList();
      if (fitting.isEmpty()) {
        // A model learns what a ToolException says; what others say is for the log.
        throw new ToolException(FailureKind.TOOL_FAILED, "The largest room has 12 seats.");
      }
      return fitting;
    }
  }

  // endregion

  // region lambda
  record Span(LocalDate from, LocalDate to) {}

  /** A lambda does where a class would be too much. */
  private static ToolSource daysBetween() {
    return ToolSource.of(
        JavaTools.tool(
            "days_between",
            "Counts the days from one date to another.",
            Span.class,
            spec -> spec.readOnly(true),
            (span, context) -> ChronoUnit.DAYS.between(span.from(), span.to())));
  }

  // endregion

  public static void main(String[] arguments) {
    Stores stores = InMemoryStores.create();
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    try (Agent agent =
        CodaAgent.builder()
            .models(DemoProvider.create())
            .tools(JavaTools.from(new Rooms()), daysBetween())
            .stores(stores)
            .build()) {
      for (String question : QUESTIONS) {
        try (Run run = agent.start(RunRequest.of(session.id(), question))) {
          run.forEach(JavaMethods::print);
        }
      }
    }
  }

  private static void print(RunEvent event) {
    if (event.payload() instanceof ToolProgressed progress) {
      System.out.println("… " + progress.message());
    } else if (event.payload() instanceof ToolFinished result) {
      System.out.printf(
          "%s: %s%n",
          result.toolName(), result.output() == null ? result.error() : result.output());
    }
  }
}
