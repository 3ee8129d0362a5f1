package dev.coda.store.postgres;

import dev.coda.api.session.MessageIndex.Hit;
import dev.coda.api.session.MessageIndex.Query;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Compares a vector with the latest 50,000 messages of its owner, read as a stream: exact, at home
 * on any PostgreSQL. Thread-safe.
 */
final class ExactScan implements VectorSearch {
  private static final int SCANNED = 50_000;

  private final VectorRows rows;

  ExactScan(Database database) {
    this.rows = new VectorRows(database);
  }

  @Override
  public List<Hit> search(Query query) {
    return rows.read(
            VectorOwner.of(query),
            OffsetDateTime.MIN,
            SCANNED,
            () -> new BestHits(query.limit()),
            (best, row) ->
                best.add(
                    new Hit(
                        row.message(), row.session(), row.embedding().cosine(query.embedding()))))
        .hits();
  }
}
