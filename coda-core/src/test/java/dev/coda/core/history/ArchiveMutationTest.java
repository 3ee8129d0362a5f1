package dev.coda.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.Stores;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.ArchiveMutations;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleTrees;
import dev.coda.testkit.store.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveMutationTest {
  private final Stores stores = InMemoryStores.create();
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final SessionExport export = SessionExport.of(stores);
  private final SessionImport reader =
      SessionImport.of(stores.sessions(), new TimeOrderedIds(), Clock.systemUTC());

  @Test
  void importsOrRefusesWhateverIsInAField() throws IOException {
    JsonNode archive = archive();

    int[] accepted = new int[2];
    ArchiveMutations.of(archive).forEach(file -> accepted[attempt(file)]++);

    assertThat(accepted[0]).as("refused").isGreaterThan(1_000);
    assertThat(accepted[1]).as("imported").isGreaterThan(1_000);
  }

  /** Returns 1 if a file was imported and can be exported and imported again, 0 if refused. */
  private int attempt(String file) {
    SessionId imported;
    try {
      imported = load(file);
    } catch (MalformedArchiveException e) {
      assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("dev.coda", "null ");
      return 0;
    } catch (IOException | RuntimeException e) {
      return fail(start(file), e);
    }
    try {
      stores.sessions().delete(owner, load(json(imported)));
    } catch (IOException | RuntimeException e) {
      fail("exported from " + start(file), e);
    }
    stores.sessions().delete(owner, imported);
    return 1;
  }

  private JsonNode archive() throws IOException {
    Session session = Samples.session(ids, owner, "A tree", Samples.NOON);
    List<MessageRecord> tree = SampleTrees.grow(11, ids, owner, session.id(), 8);
    Message head = tree.get(tree.size() - 1).message();
    stores
        .sessions()
        .load(
            SessionChange.create()
                .modelProvider("openai")
                .modelName("gpt")
                .systemPrompt("Be brief.")
                .contextSummary("They met.")
                .metadata(Samples.json("{\"a\":{\"b\":[1,2.5]}}"))
                .headMessageId(head.id())
                .applyTo(session, Samples.NOON),
            tree);
    return CodaJson.mapper().readTree(json(session.id()));
  }

  private String json(SessionId session) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export.json(owner, session, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private SessionId load(String file) throws IOException {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    return reader.load(owner, () -> new ByteArrayInputStream(bytes)).id();
  }

  private static String start(String file) {
    return file.length() < 20_000 ? file : file.substring(0, 20_000);
  }
}
