package dev.coda.core.store;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.UserId;
import java.util.Arrays;
import java.util.Optional;

/** Stores artifacts in this process. Thread-safe. */
final class InMemoryArtifactStore implements ArtifactStore {
  private final MemoryState state;

  InMemoryArtifactStore(MemoryState state) {
    this.state = state;
  }

  @Override
  public void put(Artifact artifact, byte[] content) {
    if (artifact.size() != content.length) {
      throw new IllegalArgumentException("the content is not as long as the artifact says");
    }
    StoredArtifact stored = new StoredArtifact(artifact, content.clone());
    state.locked(() -> {
      if (state.session(artifact.userId(), artifact.sessionId()) == null) {
        throw new StoreException(
            FailureKind.NOT_FOUND, "There is no session " + artifact.sessionId() + ".");
      }
      if (state.artifacts.putIfAbsent(artifact.id(), stored) != null) {
        throw new StoreException(
            FailureKind.CONFLICT, "There is an artifact " + artifact.id() + " already.");
      }
      return stored;
    });
  }

  @Override
  public Optional<Artifact> find(UserId owner, ArtifactId id) {
    return held(owner, id).map(StoredArtifact::artifact);
  }

  @Override
  public Optional<byte[]> read(UserId owner, ArtifactId id, long offset, int length) {
    return held(owner, id)
        .map(held -> {
          int from = (int) Math.min(offset, held.content().length);
          int to = (int) Math.min((long) from + length, held.content().length);
          return Arrays.copyOfRange(held.content(), from, to);
        });
  }

  private Optional<StoredArtifact> held(UserId owner, ArtifactId id) {
    return state
        .locked(() -> Optional.ofNullable(state.artifacts.get(id)))
        .filter(held -> held.artifact().userId().equals(owner));
  }
}
