package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.id.MessageId;
import dev.coda.api.session.MessageIndex.Entry;
import dev.coda.api.session.MessageIndex.Hit;
import dev.coda.api.session.MessageIndex.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the vectors of the owners who searched last, so that a turn does not read them all again.
 * Owners with very many are left to a search in the database. Thread-safe.
 */
final class KeptVectors implements VectorSearch {
  /** A sixteenth of the heap, 64 MiB at most. */
  private static final long BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

  private final VectorSearch many;
  private final Database database;
  private final RecentOwners owners;
  private final String present;

  /**
   * @param many searches for owners of more than {@value OwnerVectors#MOST} vectors
   */
  KeptVectors(VectorSearch many, Database database, LongSupplier nanoTime) {
    this.many = many;
    this.database = database;
    VectorRows rows = new VectorRows(database);
    this.owners = new RecentOwners(BYTES, owner -> new OwnerVectors(owner, rows, nanoTime));
    this.present =
        database.sql(
            """
            SELECT message_id FROM {schema}.message_embeddings
            WHERE message_id = ANY (:messages) AND model = :model
            """);
  }

  @Override
  public void prepare(String model, int dimension) {
    many.prepare(model, dimension);
  }

  @Override
  public void stored(List<Entry> entries) {
    for (Entry entry : entries) {
      OwnerVectors vectors = owners.find(VectorOwner.of(entry));
      if (vectors != null) {
        vectors.put(entry);
      }
    }
  }

  @Override
  public List<Hit> search(Query query) {
    VectorOwner owner = VectorOwner.of(query);
    List<Hit> hits = kept(owners.of(owner), query);
    owners.count(owner);
    return hits == null ? many.search(query) : hits;
  }

  /** Returns the nearest that are still there; null if the owner has too many vectors. */
  private @Nullable List<Hit> kept(OwnerVectors vectors, Query query) {
    List<Hit> hits = vectors.nearest(query.embedding(), query.limit());
    while (hits != null) {
      Set<MessageId> gone = gone(hits, query.model());
      if (gone.isEmpty()) {
        return hits;
      }
      vectors.remove(gone);
      hits = vectors.nearest(query.embedding(), query.limit());
    }
    return null;
  }

  /** Messages may have been deleted, by this process or another one. */
  private Set<MessageId> gone(List<Hit> hits, String model) {
    Set<MessageId> gone = new HashSet<>();
    hits.forEach(hit -> gone.add(hit.messageId()));
    if (!gone.isEmpty()) {
      UUID[] ids = gone.stream().map(MessageId::value).toArray(UUID[]::new);
      database
          .with(handle ->
              handle
                  .createQuery(present)
                  .bind("messages", ids)
                  .bind("model", CleanText.clean(model))
                  .mapTo(UUID.class)
                  .list())
          .forEach(id -> gone.remove(new MessageId(id)));
    }
    return gone;
  }
}
