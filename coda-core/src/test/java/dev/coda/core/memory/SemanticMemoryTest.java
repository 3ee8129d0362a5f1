package dev.coda.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import dev.coda.testkit.time.FakeClock;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SemanticMemoryTest {
  private final Stores stores = InMemoryStores.create();
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final UserId stranger = UserId.next(ids);
  private final TopicModel model = new TopicModel();

  @Test
  void recallsWhatWasMeantWhenNoWordIsTheSame() {
    try (SemanticMemory memory = remembering()) {
      SessionId session = session(memory, owner);
      MessageId dog = say(memory, session, "My puppy sleeps on the sofa");
      say(memory, session, "The train to Rome leaves at nine");

      assertThat(await(memory, owner, "dog"))
          .singleElement()
          .satisfies(found -> assertThat(found.message().id()).isEqualTo(dog));
    }
  }

  @Test
  void recallsAcrossTheSessionsOfOneUserAndNobodyElses() {
    try (SemanticMemory memory = remembering()) {
      say(memory, session(memory, owner), "My puppy is called Otto");
      say(memory, session(memory, owner), "Every dog needs a walk");
      assertThat(memory.recall(owner, "puppy", 5)).isNotEmpty();
      SessionId theirs = session(memory, stranger);
      Message message = Samples.message(ids, theirs, null, "Their dog bites", Samples.NOON);
      memory.stores().sessions().addMessage(stranger, message);

      assertThat(awaitAll(memory, owner, "dog", 2))
          .extracting(found -> found.message().text())
          .containsExactlyInAnyOrder("My puppy is called Otto", "Every dog needs a walk");
      assertThat(awaitAll(memory, stranger, "dog", 1))
          .extracting(found -> found.message().text())
          .containsExactly("Their dog bites");
    }
  }

  @Test
  void putsFirstWhatFitsByMeaningAndByWords() {
    try (SemanticMemory memory = remembering()) {
      SessionId session = session(memory, owner);
      MessageId both = say(memory, session, "A dog in the garden");
      say(memory, session, "A puppy in the garden");
      say(memory, session, "A hound in the garden");

      assertThat(awaitAll(memory, owner, "dog", 3).get(0).message().id()).isEqualTo(both);
    }
  }

  @Test
  void embedsWhatRunsWrite() {
    try (SemanticMemory memory = remembering()) {
      SessionId session = session(memory, owner);
      SampleRun run = SampleRuns.plain(ids, owner, session, null, Samples.NOON);
      run.playInto(memory.stores().runs(), 3);

      assertThat(awaitAll(memory, owner, "other things", 2))
          .extracting(found -> found.message().id())
          .contains(run.question(), run.projection().answer().orElseThrow().id());
    }
  }

  @Test
  void aTextThatTheModelRefusesKeepsNoOtherFromItsVector() {
    EmbeddingModel picky =
        new EmbeddingModel() {
          @Override
          public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            if (segments.stream().anyMatch(segment -> segment.text().equals("\u200b"))) {
              throw new IllegalArgumentException("no text");
            }
            return model.embedAll(segments);
          }
        };
    SessionId session = session(SemanticMemory.byWords(stores), owner);
    stores.sessions().addMessage(owner, message(session, "\u200b"));
    stores.sessions().addMessage(owner, message(session, "My puppy sleeps"));
    try (SemanticMemory memory = SemanticMemory.create(stores, "picky", () -> picky)) {
      assertThat(await(memory, owner, "dog")).hasSize(1);
      say(memory, session, "\u200b");
      say(memory, session, "A hound barks");
      assertThat(awaitAll(memory, owner, "dog", 2)).hasSize(2);
    }
  }

  @Test
  void catchesUpWithWhatAnEarlierProcessOrAnImportLeft() {
    SessionId session = session(SemanticMemory.byWords(stores), owner);
    stores.sessions().addMessage(owner, message(session, "My puppy sleeps"));
    try (SemanticMemory memory = remembering()) {
      assertThat(await(memory, owner, "dog")).hasSize(1);
      Session imported = Samples.session(ids, owner, null, Samples.NOON);
      memory
          .stores()
          .sessions()
          .load(
              imported,
              List.of(
                  new MessageRecord(
                      message(imported.id(), "A hound barks"), List.of(), List.of())));
      assertThat(awaitAll(memory, owner, "dog", 2)).hasSize(2);
    }
  }

  @Test
  @Timeout(20)
  void embedsWhatStaysWhileAnotherMessageIsDeleted() {
    SessionId session = session(SemanticMemory.byWords(stores), owner);
    RefusingIndex index = new RefusingIndex(stores);
    for (String text : List.of("My puppy sleeps", "A hound barks", "A puppy plays")) {
      Message message = message(session, text);
      stores.sessions().addMessage(owner, message);
      index.refused().clear();
      index.refused().add(message.id());
    }
    try (SemanticMemory memory = SemanticMemory.create(index, "topics", () -> model)) {
      assertThat(awaitAll(memory, owner, "dog", 2)).hasSize(2);
    }
  }

  @Test
  void neverHoldsUpWhoeverWrites() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    try (SemanticMemory memory =
        SemanticMemory.create(
            stores,
            "topics",
            () -> {
              awaitQuietly(stuck);
              return model;
            })) {
      SessionId session = session(memory, owner);
      for (int i = 0; i < 1_500; i++) {
        say(memory, session, "dog " + i);
      }
      stuck.countDown();
      assertThat(awaitAll(memory, owner, "puppy", 1_500)).hasSize(1_500);
    }
  }

  @Test
  void recallsByWordsWhileTheModelIsStillMade() {
    CountDownLatch stuck = new CountDownLatch(1);
    try (SemanticMemory memory =
        SemanticMemory.create(
            stores,
            "topics",
            () -> {
              awaitQuietly(stuck);
              return model;
            })) {
      SessionId session = session(memory, owner);
      say(memory, session, "A dog");

      assertThat(memory.recall(owner, "dog", 5)).hasSize(1);
      assertThat(memory.recall(owner, "puppy", 5)).isEmpty();
      stuck.countDown();
      assertThat(await(memory, owner, "puppy")).hasSize(1);
    }
  }

  @Test
  @Timeout(20)
  void recallsByWordsWhereTheModelHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean();
    EmbeddingModel moody =
        new EmbeddingModel() {
          @Override
          public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            if (hangs.get()) {
              awaitQuietly(never);
            }
            return model.embedAll(segments);
          }
        };
    FakeClock clock = FakeClock.at(Samples.NOON);
    try (SemanticMemory memory =
        SemanticMemory.builder(stores)
            .model("topics", () -> moody)
            .load(MachineLoad.IDLE)
            .clock(clock)
            .build()) {
      SessionId session = session(memory, owner);
      say(memory, session, "A dog");
      assertThat(await(memory, owner, "puppy")).hasSize(1);
      hangs.set(true);

      assertThat(recallWhileTimePasses(memory, clock, "dog")).hasSize(1);
      assertThat(recallWhileTimePasses(memory, clock, "hound")).isEmpty();
    }
  }

  @Test
  @Timeout(20)
  void embedsAfterAPauseWhatTheModelFailedToEmbed() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    EmbeddingModel failing =
        new EmbeddingModel() {
          @Override
          public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            if (failures.getAndDecrement() > 0) {
              throw new IllegalStateException("overloaded");
            }
            return model.embedAll(segments);
          }
        };
    SessionId session = session(SemanticMemory.byWords(stores), owner);
    stores.sessions().addMessage(owner, message(session, "A dog"));
    FakeClock clock = FakeClock.at(Samples.NOON);
    try (SemanticMemory memory =
        SemanticMemory.builder(stores)
            .model("topics", () -> failing)
            .load(MachineLoad.IDLE)
            .clock(clock)
            .build()) {
      // The text is refused, and so is the one that represents a text that is refused.
      while (failures.get() > 0) {
        Thread.onSpinWait();
      }

      clock.advanceUntil(
          () -> stores.index().missing("topics", null, 1).isEmpty(), Duration.ofSeconds(1));

      assertThat(await(memory, owner, "puppy")).hasSize(1);
      assertThat(clock.instant()).isAfterOrEqualTo(Samples.NOON.plusSeconds(30));
    }
  }

  private List<Recollection> recallWhileTimePasses(
      SemanticMemory memory, FakeClock clock, String text) throws InterruptedException {
    CompletableFuture<List<Recollection>> found =
        CompletableFuture.supplyAsync(() -> memory.recall(owner, text, 5));
    clock.advanceUntil(found::isDone, Duration.ofMillis(100));
    return found.join();
  }

  @Test
  void recallsByWordsWhereThereIsNoModelOrItFails() {
    SessionId session = session(SemanticMemory.byWords(stores), owner);
    try (SemanticMemory words = SemanticMemory.byWords(stores);
        SemanticMemory broken =
            SemanticMemory.create(
                stores,
                "broken",
                () -> {
                  throw new IllegalStateException("no native library");
                })) {
      MessageId dog = say(words, session, "A dog");
      for (SemanticMemory memory : List.of(words, broken)) {
        assertThat(memory.recall(owner, "dog", 5))
            .extracting(found -> found.message().id())
            .containsExactly(dog);
        assertThat(memory.recall(owner, "puppy", 5)).isEmpty();
        assertThat(memory.recall(owner, "  ", 5)).isEmpty();
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SemanticMemory remembering() {
    return SemanticMemory.create(stores, "topics", () -> model);
  }

  private SessionId session(SemanticMemory memory, UserId user) {
    Session session = Samples.session(ids, user, null, Samples.NOON);
    memory.stores().sessions().create(session);
    return session.id();
  }

  private MessageId say(SemanticMemory memory, SessionId session, String text) {
    Message message = message(session, text);
    memory.stores().sessions().addMessage(owner, message);
    return message.id();
  }

  private Message message(SessionId session, String text) {
    return Samples.message(ids, session, null, text, Samples.NOON);
  }

  private static List<Recollection> await(SemanticMemory memory, UserId user, String text) {
    return awaitAll(memory, user, text, 1);
  }

  private static List<Recollection> awaitAll(
      SemanticMemory memory, UserId user, String text, int count) {
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    List<Recollection> found = memory.recall(user, text, count);
    while (found.size() < count && System.nanoTime() < until) {
      Thread.onSpinWait();
      found = memory.recall(user, text, count);
    }
    return found;
  }
}
