package dev.coda.core.memory;

import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores whose index refuses messages as if they had just been deleted. */
record RefusingIndex(Stores stores, Set<MessageId> refused) implements Stores, MessageIndex {
  RefusingIndex(Stores stores) {
    this(stores, new HashSet<>());
  }

  @Override
  public void put(List<Entry> entries) {
    if (entries.stream().anyMatch(entry -> refused.contains(entry.messageId()))) {
      throw new StoreException(FailureKind.NOT_FOUND, "A message is not there.");
    }
    stores.index().put(entries);
  }

  @Override
  public List<Hit> search(Query query) {
    return stores.index().search(query);
  }

  @Override
  public List<Place> find(UserId owner, String words, int limit) {
    return stores.index().find(owner, words, limit);
  }

  @Override
  public List<Excerpt> excerpts(UserId owner, Collection<MessageId> ids, int length) {
    return stores.index().excerpts(owner, ids, length);
  }

  @Override
  public List<Unembedded> missing(String model, @Nullable MessageId after, int limit) {
    return stores.index().missing(model, after, limit);
  }

  @Override
  public SessionStore sessions() {
    return stores.sessions();
  }

  @Override
  public RunStore runs() {
    return stores.runs();
  }

  @Override
  public MessageIndex index() {
    return this;
  }

  @Override
  public ToolPermissionStore toolPermissions() {
    return stores.toolPermissions();
  }

  @Override
  public ArtifactStore artifacts() {
    return stores.artifacts();
  }
}
