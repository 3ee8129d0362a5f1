package dev.coda.store.postgres;

import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageIndex.Entry;
import dev.coda.api.session.MessageIndex.Query;

/** Whose vectors, of which model and length. Immutable. */
record VectorOwner(UserId user, String model, int dimension) {
  static VectorOwner of(Query query) {
    return new VectorOwner(query.userId(), query.model(), query.embedding().dimension());
  }

  static VectorOwner of(Entry entry) {
    return new VectorOwner(entry.userId(), entry.model(), entry.embedding().dimension());
  }
}
