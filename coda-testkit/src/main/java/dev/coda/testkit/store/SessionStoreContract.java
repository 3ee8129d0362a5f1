package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Page;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionLimits;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.SessionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The requirements on a {@link dev.coda.api.session.SessionStore} for sessions. Confined to one
 * thread at a time.
 */
public abstract class SessionStoreContract extends StoreContract {
  /** For a class that has the stores to test. */
  public SessionStoreContract() {}

  @Test
  void findsWhatWasCreated() {
    Session session =
        Session.builder(SessionId.next(ids), owner, NOON)
            .title("Größe 测试 🧪 \" ' \\ \n")
            .modelProvider("openai")
            .modelName("gpt/x")
            .systemPrompt("Be brief.")
            .contextSummary("They met.")
            .metadata(Samples.json("{\"a\":{\"b\":[1,2.5,null,true]},\"tag\":\"ü\"}"))
            .updatedAt(NOON.plusMillis(5))
            .build();
    stores().sessions().create(session);
    assertThat(stores().sessions().find(owner, session.id())).contains(session);
  }

  @Test
  void keepsAbsentFieldsAbsent() {
    Session session = newSession(null, NOON);
    assertThat(stores().sessions().find(owner, session.id())).contains(session);
  }

  @Test
  void refusesAnIdThatIsTaken() {
    Session session = newSession();
    assertFails(FailureKind.CONFLICT, () -> stores().sessions().create(session));
  }

  @Test
  void refusesANewSessionWithAHead() {
    Session session =
        SessionChange.create()
            .headMessageId(MessageId.next(ids))
            .applyTo(Samples.session(ids, owner, null, NOON), NOON);
    assertThatThrownBy(() -> stores().sessions().create(session))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hidesASessionFromStrangers() {
    Session session = newSession();
    Message message = newMessage(session.id(), null, "secret");
    var store = stores().sessions();
    SessionChange change = SessionChange.create().title("mine now");
    assertThat(store.find(stranger, session.id())).isEmpty();
    assertThat(store.list(stranger, SessionQuery.first(10)).items()).isEmpty();
    assertThat(store.list(stranger, new SessionQuery("secret", 10, null)).items()).isEmpty();
    assertThat(store.update(stranger, session.id(), change)).isEmpty();
    assertThat(store.delete(stranger, session.id())).isFalse();
    assertThat(store.path(stranger, session.id(), PathQuery.page(message.id(), null, 10)))
        .isEmpty();
    assertThat(store.message(stranger, message.id())).isEmpty();
    assertFails(
        FailureKind.NOT_FOUND,
        () -> store.addMessage(stranger, Samples.message(ids, session.id(), null, "x", NOON)));
    assertThat(store.find(owner, session.id())).contains(session);
    assertThat(store.message(owner, message.id())).isPresent();
  }

  @Test
  void changesOnlyTheFieldsThatAreNamed() {
    Session before =
        stores()
            .sessions()
            .update(
                owner,
                newSession().id(),
                SessionChange.create()
                    .modelProvider("openai")
                    .modelName("gpt")
                    .systemPrompt("Be brief.")
                    .contextSummary("They met.")
                    .metadata(Samples.json("{\"a\":1}")))
            .orElseThrow();
    Session after =
        stores()
            .sessions()
            .update(owner, before.id(), SessionChange.create().title("Other"))
            .orElseThrow();
    assertThat(after)
        .isEqualTo(SessionChange.create().title("Other").applyTo(before, after.updatedAt()));
    assertThat(after.updatedAt()).isAfterOrEqualTo(before.updatedAt());
    assertThat(reload(before.id())).isEqualTo(after);
  }

  @Test
  void mergesMetadataAtEveryDepth() {
    SessionId session = newSession().id();
    merge(session, "{\"a\":1,\"b\":{\"x\":1,\"deep\":{\"k\":[1,{\"n\":null}]}}}");

    JsonNode merged = merge(session, "{\"a\":null,\"b\":{\"y\":3,\"deep\":{\"l\":2,\"m\":null}}}");

    assertThat(merged)
        .isEqualTo(
            Samples.json("{\"b\":{\"x\":1,\"deep\":{\"k\":[1,{\"n\":null}],\"l\":2},\"y\":3}}"));
    assertThat(merge(session, "{\"b\":[{\"x\":null}],\"c\":{\"d\":{\"e\":null}}}"))
        .isEqualTo(Samples.json("{\"b\":[{\"x\":null}],\"c\":{\"d\":{}}}"));
    assertThat(reload(session).metadata())
        .isEqualTo(Samples.json("{\"b\":[{\"x\":null}],\"c\":{\"d\":{}}}"));
  }

  @Test
  void refusesMetadataThatGrowsTooLarge() {
    SessionId session = newSession().id();
    String half = "x".repeat(SessionLimits.METADATA_BYTES / 2);
    JsonNode before = merge(session, "{\"a\":\"" + half + "\"}");

    assertThatThrownBy(() -> merge(session, "{\"b\":{\"c\":\"" + half + "\"}}"))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(reload(session).metadata()).isEqualTo(before);
    assertThat(merge(session, "{\"a\":null}")).isEqualTo(Samples.json("{}"));
  }

  @Test
  void clearsTheFieldsThatAreSetToNull() {
    Session session = newSession();
    Message message = newMessage(session.id(), null, "Hello");
    var store = stores().sessions();
    store.update(
        owner,
        session.id(),
        SessionChange.create()
            .modelProvider("p")
            .modelName("m")
            .systemPrompt("s")
            .contextSummary("c")
            .metadata(Samples.json("{\"a\":1}"))
            .headMessageId(message.id()));
    Session cleared =
        store
            .update(
                owner,
                session.id(),
                SessionChange.create()
                    .title(null)
                    .modelProvider(null)
                    .modelName(null)
                    .systemPrompt(null)
                    .contextSummary(null)
                    .metadata(null)
                    .headMessageId(null))
            .orElseThrow();
    assertThat(cleared)
        .isEqualTo(
            Session.builder(session.id(), owner, NOON).updatedAt(cleared.updatedAt()).build());
    assertThat(reload(session.id())).isEqualTo(cleared);
  }

  @Test
  void changesNothingWhereThereIsNoSession() {
    assertThat(
            stores()
                .sessions()
                .update(owner, SessionId.next(ids), SessionChange.create().title("x")))
        .isEmpty();
  }

  @Test
  void refusesAHeadFromElsewhere() {
    Session session = newSession();
    Message foreign = newMessage(newSession().id(), null, "elsewhere");
    assertFails(
        FailureKind.NOT_FOUND,
        () ->
            stores()
                .sessions()
                .update(owner, session.id(), SessionChange.create().headMessageId(foreign.id())));
    assertThat(reload(session.id())).isEqualTo(session);
  }

  @Test
  void countsTheMessagesOfTheBranchInView() {
    Session session = newSession();
    Message root = newMessage(session.id(), null, "1");
    Message left = newMessage(session.id(), root.id(), "2a");
    newMessage(session.id(), left.id(), "3a");
    Message right = newMessage(session.id(), root.id(), "2b");
    var store = stores().sessions();
    assertThat(reload(session.id()).messageCount()).isZero();
    store.update(owner, session.id(), SessionChange.create().headMessageId(right.id()));
    assertThat(reload(session.id()).messageCount()).isEqualTo(2);
    assertThat(store.list(owner, SessionQuery.first(1)).items().get(0).messageCount()).isEqualTo(2);
  }

  @Test
  void listsTheLatestUpdatedFirst() {
    Session first = newSession("first", NOON);
    Session second = newSession("second", NOON.plusSeconds(1));
    Session third = newSession("third", NOON.plusSeconds(2));
    assertThat(titles(stores().sessions().list(owner, SessionQuery.first(10))))
        .containsExactly("third", "second", "first");
    stores().sessions().update(owner, first.id(), SessionChange.create().title("moved"));
    assertThat(titles(stores().sessions().list(owner, SessionQuery.first(10))))
        .containsExactly("moved", "third", "second");
    assertThat(List.of(second, third)).doesNotContain(reload(first.id()));
  }

  @Test
  void summarizesTheSessionsOfTheirOwner() {
    Session session = newSession("first", NOON);
    Session lengthy = newSession("t".repeat(SessionLimits.TITLE + 1), NOON);
    var store = stores().sessions();
    List<SessionId> all = List.of(session.id(), lengthy.id(), session.id(), SessionId.next(ids));

    assertThat(store.summaries(owner, all))
        .containsExactlyInAnyOrder(SessionSummary.of(session), SessionSummary.of(lengthy));
    assertThat(SessionSummary.of(lengthy).title()).hasSize(SessionLimits.TITLE);
    assertThat(store.summaries(owner, List.of())).isEmpty();
    assertThat(store.summaries(stranger, all)).isEmpty();
  }

  @Test
  void givesNoCursorBehindTheLastPage() {
    newSession();
    newSession();
    assertThat(stores().sessions().list(owner, SessionQuery.first(2)).nextCursor()).isNull();
    assertThat(stores().sessions().list(owner, SessionQuery.first(3)).nextCursor()).isNull();
    assertThat(stores().sessions().list(owner, SessionQuery.first(1)).nextCursor()).isNotNull();
  }

  @Test
  void pagesThroughSessionsOfTheSameTime() {
    List<SessionId> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(0, newSession("t" + i, NOON).id());
    }
    assertThat(pages(3)).containsExactlyElementsOf(all);
  }

  @Test
  void keepsPagesStableWhileSessionsAreAdded() {
    List<SessionId> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(0, newSession("t" + i, NOON.plusSeconds(i)).id());
    }
    Page<SessionSummary> first = stores().sessions().list(owner, SessionQuery.first(2));
    newSession("newest", NOON.plusSeconds(100));
    Page<SessionSummary> second =
        stores().sessions().list(owner, new SessionQuery(null, 2, first.nextCursor()));
    List<SessionId> seen = new ArrayList<>();
    first.items().forEach(session -> seen.add(session.id()));
    second.items().forEach(session -> seen.add(session.id()));
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void goesOnBehindACursorWhoseSessionIsGone() {
    Session older = newSession("older", NOON);
    Session newer = newSession("newer", NOON.plusSeconds(1));
    Page<SessionSummary> first = stores().sessions().list(owner, SessionQuery.first(1));
    stores().sessions().delete(owner, newer.id());
    assertThat(
            stores().sessions().list(owner, new SessionQuery(null, 5, first.nextCursor())).items())
        .containsExactly(SessionSummary.of(older));
  }

  @Test
  void refusesAForeignCursor() {
    newSession();
    for (String cursor : List.of("", "x", "!!!", "MTIz", "bm90IGEgY3Vyc29y")) {
      assertThatThrownBy(() -> stores().sessions().list(owner, new SessionQuery(null, 5, cursor)))
          .as(cursor)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void findsSessionsByWordsOfTitleOrMessages() {
    Session byTitle = newSession("Travel plans: Paris", NOON);
    Session byMessage = newSession("Untitled", NOON.plusSeconds(1));
    newMessage(byMessage.id(), null, "Shall we travel to Rome (or not)?");
    newSession("Cooking", NOON.plusSeconds(2));
    assertThat(search("travel")).containsExactly(byMessage.id(), byTitle.id());
    assertThat(search("TRAVEL rome")).containsExactly(byMessage.id());
    assertThat(search("paris")).containsExactly(byTitle.id());
    assertThat(search("trav")).as("the beginning of a word").hasSize(2);
    assertThat(search("ravel")).as("the middle of a word").isEmpty();
    assertThat(search("rome paris")).as("words of different texts").isEmpty();
  }

  @Test
  void takesAnyTextAsWordsToSearchFor() {
    Session session = newSession("O'Neil & sons | 50% <b> \\ :* www.example.com/path_x", NOON);
    for (String text : List.of("o'neil", "sons |", "50%", "<b>", "example", "path", "x")) {
      assertThat(search(text)).as(text).containsExactly(session.id());
    }
    for (String text : List.of("", "  ", "'", "&", ":*", "\\", "!()", "''':*", "nowhere & sons")) {
      assertThat(search(text)).as(text).isEmpty();
    }
  }

  @Test
  void pagesThroughWhatASearchFinds() {
    Session first = newSession("alpha one", NOON);
    newSession("beta", NOON.plusSeconds(1));
    Session second = newSession("alpha two", NOON.plusSeconds(2));
    Page<SessionSummary> page = stores().sessions().list(owner, new SessionQuery("alpha", 1, null));
    assertThat(page.items()).containsExactly(SessionSummary.of(second));
    assertThat(
            stores()
                .sessions()
                .list(owner, new SessionQuery("alpha", 1, page.nextCursor()))
                .items())
        .containsExactly(SessionSummary.of(first));
  }

  @Test
  void deletesASessionWithAllThatHangsOnIt() {
    Session session = newSession();
    SampleRun run = SampleRuns.withTools(ids, owner, session.id(), null, NOON);
    run.playInto(stores().runs(), 3);
    Session other = newSession();
    newMessage(other.id(), null, "stays");
    assertThat(stores().sessions().delete(owner, session.id())).isTrue();
    assertThat(stores().sessions().find(owner, session.id())).isEmpty();
    assertThat(stores().sessions().message(owner, run.question())).isEmpty();
    assertThat(stores().runs().find(owner, run.id())).isEmpty();
    assertThat(stores().runs().events(run.id(), 0, 100)).isEmpty();
    assertThat(stores().sessions().delete(owner, session.id())).isFalse();
    assertThat(stores().sessions().find(owner, other.id())).isPresent();
  }

  @Test
  void keepsABigText() {
    String big = "A line with words, numbers 123 and ünïcode 🧪.\n".repeat(40_000);
    Session session = newSession();
    Message message = newMessage(session.id(), null, big);
    assertThat(stores().sessions().message(owner, message.id()).orElseThrow().node().message())
        .isEqualTo(message);
  }

  @Test
  void keepsTimesToTheMillisecond() {
    Instant time = Instant.parse("2026-03-29T01:59:59.999Z");
    Session session = newSession("summer time", time);
    assertThat(reload(session.id()).createdAt()).isEqualTo(time);
  }

  private JsonNode merge(SessionId session, String patch) {
    return stores()
        .sessions()
        .update(
            owner, session, SessionChange.create().mergeMetadata((ObjectNode) Samples.json(patch)))
        .orElseThrow()
        .metadata();
  }

  private List<SessionId> search(String text) {
    return stores().sessions().list(owner, new SessionQuery(text, 10, null)).items().stream()
        .map(SessionSummary::id)
        .toList();
  }

  private List<SessionId> pages(int size) {
    List<SessionId> seen = new ArrayList<>();
    Page<SessionSummary> page = stores().sessions().list(owner, SessionQuery.first(size));
    page.items().forEach(session -> seen.add(session.id()));
    while (page.nextCursor() != null) {
      page = stores().sessions().list(owner, new SessionQuery(null, size, page.nextCursor()));
      page.items().forEach(session -> seen.add(session.id()));
    }
    return seen;
  }

  private static List<String> titles(Page<SessionSummary> page) {
    return page.items().stream().map(session -> String.valueOf(session.title())).toList();
  }
}
