package dev.coda.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ExamplesTest {
  @Test
  void saysHello() throws Exception {
    Program hello = Program.run(HelloCoda.class, Map.of());

    assertThat(hello.exitCode()).isZero();
    assertThat(hello.output()).startsWith("I am Coda's demo model");
  }

  @Test
  void streamsAConversationWithATool() throws Exception {
    Program conversation = Program.run(Conversation.class, Map.of());

    assertThat(conversation.exitCode()).isZero();
    assertThat(conversation.output()).contains("Sunny in Oslo").endsWith("2 messages\n");
  }

  @Test
  void asksBeforeAToolRuns() throws Exception {
    Program approval = Program.run(AskFirst.class, Map.of());

    assertThat(approval.exitCode()).isZero();
    assertThat(approval.output())
        .contains("May it run? refund{\"order\":\"A7\",\"cents\":500}")
        .contains("Refunded 500 cents.");
  }

  @Test
  void leavesAToolToItsClient() throws Exception {
    Program tools = Program.run(ClientTools.class, Map.of());

    assertThat(tools.exitCode()).as(tools.output()).isZero();
    assertThat(tools.output()).contains("TOOL_CALLS", "Opening docs", "It is open.");
  }

  @Test
  void answersWithARecord() throws Exception {
    Program structured = Program.run(Structured.class, Map.of());

    assertThat(structured.exitCode()).isZero();
    assertThat(structured.output()).isEqualToIgnoringNewLines("Person[name=Ada, age=36]");
  }

  @Test
  void answersWithOtherTypesAndSchemas() throws Exception {
    Program extraction = Program.run(Extraction.class, Map.of());

    assertThat(extraction.exitCode()).isZero();
    assertThat(extraction.output())
        .isEqualToNormalizingNewlines(
            """
            Complaint[customer=Ada, mood=ANGRY, items=[Item[name=Lamps, count=2]], \
            wish=Optional.empty], Item[name=Chairs, count=3], HAPPY, 12
            Bob: STOP
            {"age":36}
            """);
  }

  @Test
  void setsParametersOfTheModel() throws Exception {
    Program parameters = Program.run(Parameters.class, Map.of());

    assertThat(parameters.exitCode()).isZero();
    assertThat(parameters.output()).contains("And in one word?");
  }

  @Test
  void takesBackWhatNoLongerCounts() throws Exception {
    assertThat(Program.run(Streaming.class, Map.of()).output()).isEqualToIgnoringNewLines("true");
  }

  @Test
  void asksAboutAPicture(@TempDir Path folder) throws Exception {
    Path picture = Files.write(folder.resolve("dot.png"), new byte[] {1});

    Program pictures = Program.run(Pictures.class, Map.of(), picture.toString());

    assertThat(pictures.output()).isEqualToNormalizingNewlines("text\nimage/png\n");
  }

  @Test
  void stopsAnAnswer() throws Exception {
    assertThat(Program.run(Cancelling.class, Map.of()).output())
        .isEqualToIgnoringNewLines("cancelled");
  }

  @Test
  void asksASecondModel() throws Exception {
    assertThat(Program.run(Fallback.class, Map.of()).output()).endsWith("demo/demo\n");
  }

  @Test
  void worksWithEventsOfTheBareAgent() throws Exception {
    assertThat(Program.run(BareAgent.class, Map.of()).output())
        .contains("SessionSummary[")
        .contains("4 characters");
  }

  @Test
  void asksModelsOfOwnProvider() throws Exception {
    assertThat(Program.run(OwnProvider.class, Map.of()).output())
        .isEqualToNormalizingNewlines("HELLO!\nhello\n");
  }

  @Test
  void keepsPermissionsInOwnStore() throws Exception {
    assertThat(Program.run(OwnStore.class, Map.of()).output().lines())
        .anyMatch(line -> line.contains("Sent to bob"))
        .anyMatch(line -> line.endsWith("failed: The tool may not run."));
  }

  @Test
  void doesWhatAiServicesDo() throws Exception {
    assertThat(Program.run(FromAiServices.class, Map.of()).output())
        .contains("Order A7 is in Oslo.", " tokens, STOP", "Person[name=Ada, age=36]");
  }

  @Test
  void doesWhatChatClientDoes() throws Exception {
    assertThat(Program.run(FromChatClient.class, Map.of()).output())
        .contains("Sunny in Oslo", "Person[name=Ada, age=36]", "4 messages");
  }

  @Test
  void recallsOtherConversations() throws Exception {
    assertThat(Program.run(Remembering.class, Map.of()).output())
        .isEqualToNormalizingNewlines("true\n0\n");
  }

  @Test
  void answersAgainAndCopies() throws Exception {
    assertThat(Program.run(Versions.class, Map.of()).output())
        .isEqualToIgnoringNewLines("2 and 4 messages");
  }

  @Test
  void servesEventsToClientsThatRejoin() throws Exception {
    assertThat(Program.run(ServeEvents.class, Map.of()).output())
        .startsWith("id: 3\n")
        .endsWith("event: run_finished\n");
  }

  @Test
  void callsToolOfFolder() throws Exception {
    Program folder = Program.run(SchemaFolder.class, Map.of());

    assertThat(folder.exitCode()).isZero();
    assertThat(folder.output())
        .containsPattern("\\d+ solver_optimize asked: .*\"sense\":\"maximize\"")
        .containsPattern("\\d+ solver_optimize answered after \\d+ ms: .*\"objective_value\":12");
  }

  @Test
  void callsOperationsOfOpenApiDocument() throws Exception {
    Program document = Program.run(OpenApiDocument.class, Map.of());

    assertThat(document.exitCode()).isZero();
    assertThat(document.output())
        .isEqualToNormalizingNewlines(
            """
            … GET /books?tags=sea,whales
            library_findBooks: [{"title":"Moby-Dick","shelf":12}]
            … GET /books/978-0-14-243724-7
            library_readBook: {"title":"Moby-Dick","shelf":12}
            """);
  }

  @Test
  void callsMethodsAndLambda() throws Exception {
    Program methods = Program.run(JavaMethods.class, Map.of());

    assertThat(methods.exitCode()).isZero();
    assertThat(methods.output())
        .isEqualToNormalizingNewlines(
            """
            … looking at 2026-03-02
            find_rooms: [{"name":"Amsel","seats":4},{"name":"Buchfink","seats":12}]
            … looking at 2026-03-02
            find_rooms: The largest room has 12 seats.
            days_between: 3
            """);
  }

  @Test
  void asksAgentThroughAnother() throws Exception {
    Program agents = Program.run(Subagent.class, Map.of());

    assertThat(agents.exitCode()).isZero();
    assertThat(agents.output())
        .isEqualToNormalizingNewlines(
            """
            … librarian works on it
            … calls find_book
            … find_book: success
            inside, find_book answered "Moby-Dick, shelf 12"
            """);
  }

  @Test
  void givesToolShareOfBudget() throws Exception {
    Program limited = Program.run(LimitedAgent.class, Map.of());

    assertThat(limited.exitCode()).isZero();
    assertThat(limited.output()).contains("Granted 20000 tokens.");
  }

  @Test
  void callsToolOfMcpServer() throws Exception {
    Program servers = Program.run(McpServers.class, Map.of());

    assertThat(servers.exitCode()).isZero();
    assertThat(servers.output())
        .contains("name=clock", "state=CONNECTED", "tools=[clock__days_between]")
        .contains("clock__days_between: \"3 days\"");
  }

  @Test
  void findsRunAfterProcessWasKilled() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
      Map<String, String> environment =
          Map.of("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));

      Program killed = Program.run(DurableAgent.class, environment);
      Program again = Program.run(DurableAgent.class, environment);

      String run = killed.output().lines().findFirst().orElseThrow();
      assertThat(killed.exitCode()).isEqualTo(1);
      assertThat(killed.output()).endsWith(" … and the plug is pulled.\n");
      assertThat(again.exitCode()).isZero();
      assertThat(again.output())
          .contains("Found " + run.replace("Run", "run"))
          .contains("It was resumed: STOP")
          .contains("USER (COMPLETE): What becomes of you when I pull the plug?")
          .containsPattern("ASSISTANT \\(COMPLETE\\): I am Coda's demo model");
    }
  }

  @Test
  void asksForDatabase() throws Exception {
    Program durable = Program.run(DurableAgent.class, Map.of());

    assertThat(durable.exitCode()).isEqualTo(2);
    assertThat(durable.output()).startsWith("Set DATABASE_URL");
  }
}
