package app;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.java.AnswerType;
import dev.coda.core.java.JavaTools;
import dev.coda.core.store.InMemoryStores;
import dev.coda.core.tools.SchemaCheck;
import dev.coda.providers.demo.DemoProvider;
import dev.coda.providers.openai.OpenAiProvider;
import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the demo model for a tool of its own, and weighs what had to come along for that. */
public final class Main {
  private static final List<String> DIALECTS =
      List.of(
          "http://json-schema.org/draft-04/schema#",
          "http://json-schema.org/draft-06/schema#",
          "http://json-schema.org/draft-07/schema#",
          "https://json-schema.org/draft/2019-09/schema",
          "https://json-schema.org/draft/2020-12/schema");

  private static final int MOST_JARS = 16;
  private static final long MOST_BYTES = 8_950_000;

  private Main() {}

  public static final class Weather {
    @Tool("Returns the weather in a city.")
    public String weather(String city, Optional<Integer> days) {
      return "Sunny in " + city;
    }
  }

  public static void main(String[] arguments) throws IOException {
    expect(answer("use weather in Oslo").contains("Sunny in Oslo"), "the tool's result is missing");
    expect(
        answer("use weather {\"city\": {}}").contains("object found, string expected"),
        "the input was not checked against the schema");
    for (String dialect : DIALECTS) {
      checksDate(dialect);
    }
    refusesDates();
    OpenAiProvider.create("none");
    weigh(Path.of(arguments[0]));
  }

  private static String answer(String question) {
    Stores stores = InMemoryStores.create();
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    StringBuilder answer = new StringBuilder();
    try (Agent agent =
            CodaAgent.builder()
                .models(DemoProvider.create())
                .tools(JavaTools.from(new Weather()))
                .stores(stores)
                .build();
        Run run = agent.start(RunRequest.of(session.id(), question))) {
      for (RunEvent event : run) {
        if (event.payload() instanceof ContentDelta text) {
          answer.append(text.delta());
        }
      }
    }
    return answer.toString();
  }

  /** Dialects and formats are classes and files of the validator that is packed into coda-core. */
  private static void checksDate(String dialect) throws IOException {
    String schema =
        "{\"$schema\": \"" + dialect + "\", \"format\": \"date-time\", \"minLength\": 30}";
    SchemaCheck check = SchemaCheck.of(CodaJson.mapper().readTree(schema));
    expect(
        check.problems(CodaJson.mapper().readTree("\"tomorrow\"")).toString().contains("30"),
        dialect);
  }

  /** Dates need a dependency that is not here: that is said before a model is paid. */
  private static void refusesDates() {
    record Invoice(List<LocalDate> due) {}
    try {
      AnswerType.of(Invoice.class);
    } catch (ConfigurationException e) {
      expect(e.getMessage().contains("jackson-datatype-jsr310"), e.getMessage());
      return;
    }
    throw new AssertionError("a date was promised that nothing here reads");
  }

  private static void weigh(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(jars::add);
    }
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }
    System.out.printf("%d jars, %,d bytes%n", jars.size(), bytes);
    expect(jars.size() <= MOST_JARS && bytes <= MOST_BYTES, "too much on the class path: " + jars);
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
