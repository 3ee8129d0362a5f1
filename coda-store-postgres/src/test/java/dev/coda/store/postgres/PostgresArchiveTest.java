package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.history.MalformedArchiveException;
import dev.coda.core.history.SessionExport;
import dev.coda.core.history.SessionImport;
import dev.coda.testkit.store.ArchiveMutations;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleTrees;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PostgresArchiveTest {
  private static final int TRIES = 20;
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final PostgresStores stores = TestDatabase.STORES;
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final SessionExport export = SessionExport.of(stores);
  private final SessionImport reader =
      SessionImport.of(stores.sessions(), new TimeOrderedIds(), Clock.systemUTC());

  static LongStream seeds() {
    Long chosen = Long.getLong("coda.seed");
    return chosen == null ? new Random().longs(TRIES) : LongStream.of(chosen);
  }

  @ParameterizedTest(name = "-Dcoda.seed={0}")
  @MethodSource("seeds")
  void anExportOfTheImportIsTheExportButForIds(long seed) throws IOException {
    SessionId session = grow(seed);

    String first = json(session);
    byte[] file = first.getBytes(StandardCharsets.UTF_8);
    SessionId imported = reader.load(owner, () -> new ByteArrayInputStream(file)).id();

    assertThat(imported).isNotEqualTo(session);
    assertThat(anonymous(json(imported))).isEqualTo(anonymous(first));
    assertThat(json(session)).as("the original").isEqualTo(first);
  }

  @ParameterizedTest(name = "-Dcoda.seed={0}")
  @MethodSource("fewSeeds")
  void storesWhateverAnImportAccepts(long seed) throws IOException {
    JsonNode archive = CodaJson.mapper().readTree(json(grow(seed, 8)));
    Random random = new Random(seed);

    long stored =
        ArchiveMutations.of(archive)
            .filter(file -> random.nextInt(12) == 0)
            .filter(this::isStored)
            .count();

    assertThat(stored).isPositive();
  }

  static LongStream fewSeeds() {
    return seeds().limit(2);
  }

  /** Imports what is well-formed, and reads it as a client would. */
  private boolean isStored(String file) {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    try {
      SessionId id = reader.load(owner, () -> new ByteArrayInputStream(bytes)).id();
      assertThat(json(id)).isNotEmpty();
      return stores.sessions().delete(owner, id);
    } catch (MalformedArchiveException e) {
      return false;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(file.substring(0, Math.min(file.length(), 5_000)), e);
    }
  }

  private SessionId grow(long seed) {
    return grow(seed, new Random(seed).nextInt(60));
  }

  private SessionId grow(long seed, int size) {
    Session session = Session.start(SessionId.next(ids), owner, NOON);
    List<MessageRecord> tree = SampleTrees.grow(seed, ids, owner, session.id(), size);
    MessageId head = tree.isEmpty() ? null : tree.get(tree.size() - 1).message().id();
    SessionChange change = SessionChange.create().title("A tree").headMessageId(head);
    stores.sessions().load(change.applyTo(session, NOON), tree);
    return session.id();
  }

  private String json(SessionId session) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export.json(owner, session, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Numbers ids in the order in which they appear. */
  private static String anonymous(String json) {
    Map<String, String> names = new HashMap<>();
    return ID.matcher(json)
        .replaceAll(id -> names.computeIfAbsent(id.group(), any -> "id-" + names.size()));
  }
}
