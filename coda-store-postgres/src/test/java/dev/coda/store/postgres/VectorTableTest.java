package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex.Hit;
import dev.coda.testkit.store.SampleIds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class VectorTableTest {
  private static final int DIMENSION = 7;

  private final SampleIds ids = SampleIds.create();
  private final SessionId session = SessionId.next(ids);
  private final Random random = new Random(11);
  private final VectorTable table = new VectorTable(DIMENSION);
  private final Map<MessageId, Embedding> kept = new LinkedHashMap<>();

  @Test
  void findsWhatComparingOneByOneFindsAfterAnyChanges() {
    for (int i = 0; i < 2_000; i++) {
      change();
      assertThat(table.size()).isEqualTo(kept.size());
      Embedding wanted = vector();
      assertThat(table.nearest(wanted, 5)).isEqualTo(oneByOne(wanted, 5));
    }
  }

  @Test
  void isEmptyAfterItWasCleared() {
    table.put(MessageId.next(ids), session, vector());
    table.clear();
    assertThat(table.nearest(vector(), 5)).isEmpty();
    assertThat(table.bytes()).isZero();
    MessageId message = MessageId.next(ids);
    table.put(message, session, vector());
    assertThat(table.nearest(vector(), 5)).extracting(Hit::messageId).containsExactly(message);
  }

  private void change() {
    int kind = random.nextInt(5);
    List<MessageId> known = new ArrayList<>(kept.keySet());
    MessageId some =
        known.isEmpty() ? MessageId.next(ids) : known.get(random.nextInt(known.size()));
    if (kind == 0) {
      table.remove(some);
      kept.remove(some);
    } else {
      MessageId message = kind == 1 ? some : MessageId.next(ids);
      Embedding vector = vector();
      table.put(message, session, vector);
      kept.put(message, vector);
      // Some have to go again, so that few are there as often as many.
      if (kept.size() > random.nextInt(60)) {
        table.remove(some);
        kept.remove(some);
      }
    }
  }

  private List<Hit> oneByOne(Embedding wanted, int limit) {
    return kept.entrySet().stream()
        .map(entry -> new Hit(entry.getKey(), session, entry.getValue().cosine(wanted)))
        .sorted(
            Comparator.comparingDouble((Hit hit) -> -hit.score())
                .thenComparing(hit -> hit.messageId().toString()))
        .limit(limit)
        .toList();
  }

  /** Few values, so that many vectors are equally near, and some are zero. */
  private Embedding vector() {
    float[] values = new float[DIMENSION];
    int different = random.nextInt(3);
    for (int i = 0; i < different; i++) {
      values[random.nextInt(DIMENSION)] = random.nextInt(4) / 3f;
    }
    return Embedding.of(values);
  }
}
