package dev.coda.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.Stores;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.SampleTrees;
import dev.coda.testkit.store.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  private final Stores stores = InMemoryStores.create();
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final SessionExport export = SessionExport.of(stores);
  private final SessionImport reader =
      SessionImport.of(stores.sessions(), new TimeOrderedIds(), Clock.systemUTC());

  @Property(tries = 60)
  void anExportOfTheImportIsTheExportButForIds(
      @ForAll long seed, @ForAll @IntRange(max = 60) int size) throws IOException {
    SessionId session = tree(seed, size);

    String first = json(session);
    SessionId imported = load(first);
    String second = json(imported);

    assertThat(Anonymous.of(second)).isEqualTo(Anonymous.of(first));
    assertThat(imported).isNotEqualTo(session);
    assertThat(json(session)).as("the original").isEqualTo(first);
  }

  @Test
  void anAnswerInTheMakingIsExportedAsCancelled() throws IOException {
    SessionId session = tree(1, 0);
    SampleRun run = SampleRuns.paused(ids, owner, session, null, Samples.NOON);
    run.playInto(stores.runs(), 100);

    String first = json(session);

    assertThat(first).contains("\"status\":\"cancelled\"").doesNotContain("\"partial\"");
    assertThat(Anonymous.of(json(load(first)))).isEqualTo(Anonymous.of(first));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{}}",
        "{\"format\":\"coda.session\",\"version\":2,\"session\":{},\"messages\":[]}",
        "{\"format\":\"other\",\"version\":1,\"session\":{},\"messages\":[]}",
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{},\"messages\":[]} x",
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{},\"messages\":[],\"x\":1}",
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{\"user_id\":\"x\"},\"messages\":[]}",
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{},\"messages\":[null]}",
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{},\"messages\":[{}]}",
        "{\"format\":\"coda.session\",\"version\":1,\"session\":"
            + "{\"head_message_id\":\"019a0000-0000-7000-8000-000000000000\"},\"messages\":[]}"
      })
  void whatIsNoExportedSessionIsRefused(String file) {
    refuses(file);
  }

  @Test
  void aFileThatIsWrongAnywhereChangesNothing() throws IOException {
    String whole = json(tree(3, 20));
    int sessions = sessions();
    for (String broken :
        List.of(
            whole.substring(0, whole.length() - 1),
            whole.substring(0, whole.length() / 2),
            whole.replaceFirst("\"role\":\"user\"", "\"role\":\"root\""),
            whole.replaceFirst("\"status\":\"complete\"", "\"status\":\"won\""),
            whole.replaceFirst("\"role\":\"user\"", "\"role\":\"user\",\"role\":\"user\""),
            whole.replaceFirst("\"role\":\"user\"", "\"role\":\"user\",\"owner\":\"me\""),
            whole.replaceFirst("\"created_at\":\"20", "\"created_at\":\"yesterday"),
            whole.replaceFirst("\"created_at\":\"20\\d\\d", "\"created_at\":\"0000"),
            whole.replaceFirst("\"created_at\":\"20\\d\\d", "\"created_at\":\"+10000"),
            withField(whole, "cost_usd", "\"1e999999999\""),
            withField(whole, "cost_usd", "\"1e-999999999\""),
            withField(whole, "cost_usd", "\"-1\""),
            withField(whole, "processing_time_ms", "-1"),
            whole.replaceFirst(
                "\"parent_id\":\"[^\"]*\"",
                "\"parent_id\":\"019a0000-0000-7000-8000-000000000000\""))) {
      assertThat(broken).isNotEqualTo(whole);
      refuses(broken);
    }
    assertThat(sessions()).isEqualTo(sessions);
  }

  @Test
  void markdownShowsTheBranchInViewAndItsTools() throws IOException {
    SessionId session = tree(7, 30);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export.markdown(owner, session, out);

    String text = out.toString(StandardCharsets.UTF_8);
    int count = stores.sessions().find(owner, session).orElseThrow().messageCount();
    assertThat(text).startsWith("# A tree\n");
    assertThat(text.split("\n## ", -1)).hasSize(count + 1);
  }

  /** The file with this value in a field of its first message. */
  private static String withField(String file, String field, String value) throws IOException {
    JsonNode whole = CodaJson.mapper().readTree(file);
    ((ObjectNode) whole.at("/messages/0")).set(field, CodaJson.mapper().readTree(value));
    return whole.toString();
  }

  private SessionId tree(long seed, int size) {
    Session session = Samples.session(ids, owner, "A tree", Samples.NOON);
    List<MessageRecord> tree = SampleTrees.grow(seed, ids, owner, session.id(), size);
    MessageId head = tree.isEmpty() ? null : tree.get(tree.size() - 1).message().id();
    stores
        .sessions()
        .load(SessionChange.create().headMessageId(head).applyTo(session, Samples.NOON), tree);
    return session.id();
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

  private void refuses(String file) {
    assertThatThrownBy(() -> load(file))
        .as(file.length() < 200 ? file : "a broken file")
        .isInstanceOf(MalformedArchiveException.class)
        .hasMessageEndingWith(".");
  }

  private int sessions() {
    return stores.sessions().list(owner, SessionQuery.first(1_000)).items().size();
  }

  /**
   * Ids numbered in the order of their first appearance: two files that differ in ids are equal.
   */
  private static final class Anonymous {
    static String of(String json) {
      Map<String, String> names = new HashMap<>();
      return Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
          .matcher(json)
          .replaceAll(id -> names.computeIfAbsent(id.group(), any -> "id-" + names.size()));
    }
  }
}
