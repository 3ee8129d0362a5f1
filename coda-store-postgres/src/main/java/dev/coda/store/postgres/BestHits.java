package dev.coda.store.postgres;

import dev.coda.api.session.MessageIndex.Hit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;

/** Keeps the best of many hits. Confined to one thread at a time. */
final class BestHits {
  private static final Comparator<Hit> WORST_FIRST =
      Comparator.comparingDouble(Hit::score)
          .thenComparing(hit -> hit.messageId().value(), BestHits::descending);

  private final int limit;
  private final PriorityQueue<Hit> best = new PriorityQueue<>(WORST_FIRST);

  BestHits(int limit) {
    this.limit = limit;
  }

  /** Returns whether a hit of this score may be among the best. */
  boolean takes(double score) {
    return best.size() < limit || score >= best.element().score();
  }

  void add(Hit hit) {
    best.add(hit);
    if (best.size() > limit) {
      best.remove();
    }
  }

  /** Returns the best, the very best first. */
  List<Hit> hits() {
    List<Hit> hits = new ArrayList<>(best);
    hits.sort(Collections.reverseOrder(WORST_FIRST));
    return List.copyOf(hits);
  }

  /** Orders ids as their text is, unlike {@link UUID#compareTo}. */
  private static int descending(UUID one, UUID other) {
    int high = Long.compareUnsigned(other.getMostSignificantBits(), one.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(other.getLeastSignificantBits(), one.getLeastSignificantBits());
  }
}
