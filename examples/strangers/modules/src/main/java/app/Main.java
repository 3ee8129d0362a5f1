package app;

import app.tools.Weather;
import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.FoldedChatModel;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.Stores;
import dev.coda.bridge.schema.SchemaTools;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.java.JavaTools;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import dev.coda.providers.openai.OpenAiProvider;
import dev.coda.store.postgres.PostgresStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.ds.PGSimpleDataSource;

/** Uses each module once, since a missing one shows only when it is used. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    exportsEveryPackage();
    String answer = ask("use weather {\"days\": [{\"city\": \"Oslo\"}]}");
    expect(answer.contains("Sunny in Oslo"), answer);
    String refused = ask("use weather {\"days\": [{\"city\": {}}]}");
    expect(refused.contains("object found, string expected"), refused);
    callsHost();
    opensDatabase();
    System.out.println("Ran from the module path.");
  }

  private static void exportsEveryPackage() {
    for (Module module : ModuleLayer.boot().modules()) {
      if (module.getName().startsWith("dev.coda.")) {
        expect(!module.getDescriptor().isAutomatic(), module + " is automatic");
        Set<String> hidden = new TreeSet<>(module.getPackages());
        hidden.removeIf(name -> module.isExported(name) || name.contains(".shaded."));
        hidden.removeIf(name -> name.contains(".internal"));
        hidden.removeIf(name -> name.endsWith(".migration"));
        expect(hidden.isEmpty(), module + " does not export " + hidden);
      }
    }
  }

  private static String ask(String question) throws IOException {
    Stores stores = InMemoryStores.create();
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    StringBuilder answer = new StringBuilder();
    Path folder = Files.createTempDirectory("tools");
    try (SchemaTools files = SchemaTools.watch(folder);
        Agent agent =
            CodaAgent.builder()
                .models(DemoProvider.create())
                .tools(JavaTools.from(new Weather()), files)
                .stores(stores)
                .build();
        Run run = agent.start(RunRequest.of(session.id(), question))) {
      for (RunEvent event : run) {
        expect(EventCodec.fromJson(event.toJson()).toJson().equals(event.toJson()), event.toJson());
        if (event.payload() instanceof ContentDelta text) {
          answer.append(text.delta());
        }
      }
    }
    return answer.toString();
  }

  private static void callsHost() {
    OpenAiProvider provider =
        OpenAiProvider.builder().baseUrl("http://127.0.0.1:1/v1").apiKey("none").build();
    try {
      FoldedChatModel.of(provider.model("some-model", null)).chat("Hi");
      throw new AssertionError("nothing listens there");
    } catch (ProviderException e) {
      expect(e.kind() == FailureKind.PROVIDER_UNAVAILABLE, e.toString());
    }
  }

  private static void opensDatabase() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setURL("jdbc:postgresql://127.0.0.1:1/none");
    for (boolean migrate : new boolean[] {true, false}) {
      try (PostgresStores stores = PostgresStores.builder(nowhere).migrate(migrate).build()) {
        stores.sessions().list(UserId.LOCAL, SessionQuery.first(1));
        throw new AssertionError("nothing listens there");
      } catch (StoreException e) {
        expect(e.kind() == FailureKind.STORE_UNAVAILABLE, e.toString());
      }
    }
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
