package dev.coda.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.Samples;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a turn asks of a memory, and how long it waits for it. */
@Timeout(60)
class TurnRecallTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Stores stores = InMemoryStores.create();
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final SessionId earlier = session();
  private final SessionId current = session();
  private final CountDownLatch released = new CountDownLatch(1);
  private final SlowModel model = new SlowModel();

  @AfterEach
  void release() {
    released.countDown();
  }

  @Test
  void takesTheVectorThatComesInTime() {
    try (SemanticMemory memory = remembering(LONG)) {
      say(memory, earlier, "My puppy sleeps");
      awaitEmbedded(memory, 1);

      assertThat(memory.recallFor(owner, current, "hound")).hasSize(1);
    }
  }

  @Test
  void goesByWordsWhenTheVectorTakesLongerThanTheLimit() {
    try (SemanticMemory memory = remembering(Duration.ofMillis(1))) {
      say(memory, earlier, "My puppy sleeps");
      awaitEmbedded(memory, 1);
      model.holds = "puppy sleeps well";

      assertThat(memory.recallFor(owner, current, "My puppy sleeps well")).isEmpty();
      assertThat(memory.recallFor(owner, current, "puppy sleeps")).hasSize(1);
    }
  }

  @Test
  void embedsWhatTheUserSaidOnceToLookForItAndToStoreIt() {
    try (SemanticMemory memory = remembering(LONG)) {
      say(memory, current, "Where does my puppy sleep?");
      memory.recallFor(owner, current, "Where does my puppy sleep?");
      awaitEmbedded(memory, 1);
      memory.recallFor(owner, current, "Where does my puppy sleep?");

      assertThat(model.asked).containsEntry("Where does my puppy sleep?", 1);
    }
  }

  @Test
  void embedsTheBeginningOfALongMessage() {
    try (SemanticMemory memory = remembering(LONG)) {
      say(memory, earlier, "dog ".repeat(5_000));
      awaitEmbedded(memory, 1);

      assertThat(model.asked.keySet()).containsExactly("dog ".repeat(256));
    }
  }

  @Test
  void reportsWhatWaitsToBeEmbedded() {
    try (SemanticMemory memory = remembering(LONG)) {
      awaitEmbedded(memory, 0);
      model.holds = "train";
      say(memory, earlier, "The train to Rome");
      await().until(() -> model.asked.containsKey("The train to Rome"));
      for (int i = 0; i < 1_000; i++) {
        say(memory, earlier, "dog " + i);
      }
      assertThat(memory.backlog()).isEqualTo(new EmbeddingBacklog(1_000, false, 0));
      say(memory, earlier, "dog");
      assertThat(memory.backlog()).isEqualTo(new EmbeddingBacklog(1_000, true, 0));
      released.countDown();

      awaitEmbedded(memory, 1_002);
    }
    assertThat(SemanticMemory.byWords(stores).backlog())
        .isEqualTo(new EmbeddingBacklog(0, false, 0));
  }

  private SemanticMemory remembering(Duration queryTime) {
    return SemanticMemory.builder(stores)
        .model("slow", () -> model)
        .load(MachineLoad.IDLE)
        .queryTime(queryTime)
        .build();
  }

  private static void awaitEmbedded(SemanticMemory memory, int messages) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          EmbeddingBacklog backlog = memory.backlog();
          return backlog.embedded() >= messages && backlog.queued() == 0 && !backlog.behind();
        });
  }

  private SessionId session() {
    Session session = Samples.session(ids, owner, null, Samples.NOON);
    stores.sessions().create(session);
    return session.id();
  }

  private void say(SemanticMemory memory, SessionId session, String text) {
    Message message = Samples.message(ids, session, null, text, Samples.NOON);
    memory.stores().sessions().addMessage(owner, message);
  }

  /** Counts what it is asked, and holds texts that contain certain words. */
  private final class SlowModel implements EmbeddingModel {
    final Map<String, Integer> asked = new ConcurrentHashMap<>();
    volatile String holds = "nothing";

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
      segments.forEach(segment -> asked.merge(segment.text(), 1, Integer::sum));
      if (segments.stream().anyMatch(segment -> segment.text().contains(holds))) {
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return new TopicModel().embedAll(segments);
    }
  }
}
