package dev.coda.store.postgres;

import dev.coda.api.session.MessageIndex.Entry;
import dev.coda.api.session.MessageIndex.Hit;
import dev.coda.api.session.MessageIndex.Query;
import java.util.List;

/** Finds the nearest vectors. Thread-safe. */
interface VectorSearch {
  List<Hit> search(Query query);

  /** Learns of vectors that were stored, or dropped since their messages are gone. */
  default void stored(List<Entry> entries) {}

  /** Learns of vectors that are about to be stored. */
  default void prepare(String model, int dimension) {}
}
