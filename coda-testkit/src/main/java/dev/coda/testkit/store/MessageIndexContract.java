package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The requirements on a {@link MessageIndex}. Confined to one thread at a time. */
public abstract class MessageIndexContract extends StoreContract {
  private static final String MODEL = "sample-embedding";

  /** For a class that has the stores to test. */
  public MessageIndexContract() {}

  @Test
  void findsTheNearestFirst() {
    SessionId session = newSession().id();
    MessageId east = put(session, 1, 0);
    MessageId northEast = put(session, 1, 1);
    MessageId north = put(session, 0, 1);
    MessageId west = put(session, -1, 0);
    List<MessageIndex.Hit> hits = search(10, 2, 0.1f);
    assertThat(hits)
        .extracting(MessageIndex.Hit::messageId)
        .containsExactly(east, northEast, north, west);
    assertThat(hits).allSatisfy(hit -> assertThat(hit.sessionId()).isEqualTo(session));
    assertThat(hits.get(0).score()).isCloseTo(0.99875, within(1e-4));
    assertThat(hits.get(3).score()).isCloseTo(-0.99875, within(1e-4));
    assertThat(search(2, 2, 0.1f)).isEqualTo(hits.subList(0, 2));
  }

  @Test
  void findsWhatAnExactScanFinds() {
    Random random = new Random(7);
    SessionId session = newSession().id();
    List<MessageIndex.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      MessageId message = newMessage(session, null, "m" + i).id();
      entries.add(new MessageIndex.Entry(message, session, owner, MODEL, random(random)));
    }
    stores().index().put(entries);
    Embedding wanted = random(random);
    List<MessageId> nearest =
        entries.stream()
            .sorted(Comparator.comparingDouble(entry -> -entry.embedding().cosine(wanted)))
            .limit(10)
            .map(MessageIndex.Entry::messageId)
            .toList();
    assertThat(stores().index().search(new MessageIndex.Query(owner, MODEL, wanted, 10)))
        .extracting(MessageIndex.Hit::messageId)
        .isEqualTo(nearest);
  }

  @Test
  void hidesMessagesFromStrangers() {
    SessionId session = newSession().id();
    put(session, 1, 0);
    assertThat(search(stranger, MODEL, 10, 1, 0)).isEmpty();
    MessageId message = newMessage(session, null, "x").id();
    stores().index().put(List.of(entry(stranger, session, message, MODEL, 1, 0)));
    assertThat(search(stranger, MODEL, 10, 1, 0)).isEmpty();
    assertThat(search(10, 1, 0)).hasSize(1);
  }

  @Test
  void replacesAnEmbedding() {
    SessionId session = newSession().id();
    MessageId message = put(session, 1, 0);
    stores().index().put(List.of(entry(owner, session, message, MODEL, 0, 1)));
    assertThat(search(10, 0, 1))
        .singleElement()
        .satisfies(hit -> assertThat(hit.score()).isCloseTo(1, within(1e-6)));
  }

  @Test
  void keepsModelsApart() {
    SessionId session = newSession().id();
    MessageId message = put(session, 1, 0);
    stores().index().put(List.of(entry(owner, session, message, "other", 0, 1, 0)));
    assertThat(search(10, 1, 0)).hasSize(1);
    assertThat(search(owner, "other", 10, 0, 1, 0)).hasSize(1);
    assertThat(search(owner, "third", 10, 0, 1)).isEmpty();
  }

  @Test
  void ignoresEmbeddingsOfAnotherLength() {
    SessionId session = newSession().id();
    put(session, 1, 0);
    assertThat(search(10, 1, 0, 0)).isEmpty();
  }

  @Test
  void dropsEmbeddingsOfMessagesThatAreGone() {
    SessionId session = newSession().id();
    put(session, 1, 0);
    SessionId kept = newSession().id();
    MessageId stays = put(kept, 1, 0);
    stores().sessions().delete(owner, session);
    stores().index().put(List.of(entry(owner, session, MessageId.next(ids), MODEL, 1, 0)));
    stores().index().put(List.of());
    assertThat(search(10, 1, 0)).extracting(MessageIndex.Hit::messageId).containsExactly(stays);
  }

  @Test
  void givesAZeroVectorNoMeaning() {
    SessionId session = newSession().id();
    put(session, 0, 0);
    assertThat(search(10, 1, 0)).singleElement().satisfies(hit -> assertThat(hit.score()).isZero());
  }

  @Test
  void findsMessagesThatHoldAllWordsTheLatestFirst() {
    SessionId session = newSession().id();
    MessageId early = at(session, "Red apples, green pears", 1);
    MessageId late = at(session, "Applesauce is never red", 2);
    at(session, "Green pears", 3);
    assertThat(found(owner, "red apple")).containsExactly(late, early);
    assertThat(stores().index().find(owner, "red", 1))
        .containsExactly(new MessageIndex.Place(late, session));
    assertThat(found(owner, "apples blue")).isEmpty();
    assertThat(found(owner, " , ")).isEmpty();
    assertThat(found(stranger, "red")).isEmpty();
  }

  @Test
  void readsTheBeginningsOfMessagesThatAreThere() {
    SessionId session = newSession().id();
    Message said = Samples.message(ids, session, null, "Red apples", NOON);
    stores().sessions().addMessage(owner, said);
    MessageId empty = newMessage(session, null, "").id();
    List<MessageId> asked = List.of(empty, said.id(), MessageId.next(ids));
    assertThat(stores().index().excerpts(owner, asked, 3))
        .filteredOn(excerpt -> excerpt.messageId().equals(said.id()))
        .containsExactly(
            new MessageIndex.Excerpt(
                said.id(), session, said.role(), said.status(), said.createdAt(), "Red"));
    assertThat(stores().index().excerpts(owner, asked, 100))
        .extracting(MessageIndex.Excerpt::text)
        .containsExactlyInAnyOrder("Red apples", "");
    assertThat(stores().index().excerpts(stranger, asked, 100)).isEmpty();
    assertThat(stores().index().excerpts(owner, List.of(), 100)).isEmpty();
  }

  @Test
  void namesTheMessagesThatAModelHasNotEmbedded() {
    // Other tests' messages may be there too.
    String model = "model-" + ids.next();
    SessionId session = newSession().id();
    MessageId first = at(session, "first", 101);
    MessageId second = at(session, "second", 102);
    MessageId third = at(session, "third", 103);
    at(session, "", 104);
    SampleRun run = SampleRuns.plain(ids, owner, session, null, NOON.plusSeconds(105));
    run.playInto(stores().runs(), 100);
    SampleRun open = SampleRuns.paused(ids, owner, session, null, NOON.plusSeconds(106));
    open.playInto(stores().runs(), 100);
    stores().index().put(List.of(entry(owner, session, second, model, 1, 0)));
    MessageId answer = run.projection().answer().orElseThrow().id();
    assertThat(missing(model, null))
        .containsSubsequence(open.question(), answer, run.question(), third, first)
        .doesNotContain(second, open.projection().answer().orElseThrow().id());
    assertThat(missing(model, third)).contains(first).doesNotContain(third, answer);
    MessageIndex.Unembedded one =
        stores().index().missing(model, null, 100_000).stream()
            .filter(found -> found.messageId().equals(first))
            .findFirst()
            .orElseThrow();
    assertThat(one).isEqualTo(new MessageIndex.Unembedded(first, session, owner, "first"));
    assertThat(stores().index().missing(model, null, 2)).hasSize(2);
    assertThat(stores().index().missing(model, MessageId.next(ids), 2)).isEmpty();
  }

  private MessageId at(SessionId session, String text, int seconds) {
    Message message = Samples.message(ids, session, null, text, NOON.plusSeconds(seconds));
    stores().sessions().addMessage(owner, message);
    return message.id();
  }

  private List<MessageId> found(UserId user, String words) {
    return stores().index().find(user, words, 10).stream()
        .map(MessageIndex.Place::messageId)
        .toList();
  }

  private List<MessageId> missing(String model, @Nullable MessageId after) {
    return stores().index().missing(model, after, 100_000).stream()
        .filter(found -> found.userId().equals(owner))
        .map(MessageIndex.Unembedded::messageId)
        .toList();
  }

  private MessageId put(SessionId session, float... values) {
    MessageId message = newMessage(session, null, "text").id();
    stores().index().put(List.of(entry(owner, session, message, MODEL, values)));
    return message;
  }

  private List<MessageIndex.Hit> search(int limit, float... values) {
    return search(owner, MODEL, limit, values);
  }

  private List<MessageIndex.Hit> search(UserId user, String model, int limit, float... values) {
    return stores()
        .index()
        .search(new MessageIndex.Query(user, model, Embedding.of(values), limit));
  }

  private static MessageIndex.Entry entry(
      UserId user, SessionId session, MessageId message, String model, float... values) {
    return new MessageIndex.Entry(message, session, user, model, Embedding.of(values));
  }

  private static Embedding random(Random random) {
    float[] values = new float[16];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Embedding.of(values);
  }
}
