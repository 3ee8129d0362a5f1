package dev.coda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.ContentDelta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Has the store and its floors keep a little; the figures mean nothing. */
@Timeout(120)
final class StoreTest {
  @Test
  void givesEachRowOfTheTableItsFigures() throws Exception {
    Figures figures = new Figures(1);
    try (StoreServer server = StoreServer.start();
        StoreRounds store = new StoreRounds(server, StoreWork.smoke(), figures)) {
      store.warmUp();
      store.measure();
    }

    assertThat(StorePlan.rows(figures))
        .hasSizeGreaterThan(3)
        .allSatisfy(row -> assertThat(row.isVoid()).as(row.toString()).isFalse());
  }

  @Test
  void takesTurnsThatTheEngineStoredAsTheyWereStreamed() throws Exception {
    StoredTurn turn = new TurnMaker().answers(1).get(0);

    assertThat(turn.eventsAlone()).hasSizeBetween(4, 10);
    assertThat(turn.events())
        .filteredOn(event -> event.payload() instanceof ContentDelta)
        .hasSizeBetween(4, 10);
  }
}
