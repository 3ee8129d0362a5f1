package dev.coda.api.artifact;

import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.UserId;
import java.util.Optional;

/**
 * Stores artifacts. Every call names the owner, and artifacts of another user are not found. An
 * artifact never changes, and is deleted with its session.
 *
 * <p>Every method throws {@link dev.coda.api.error.StoreException} if the store cannot answer. The
 * requirements on a store are the tests of {@code ArtifactStoreContract} in the test kit.
 * Thread-safe.
 */
public interface ArtifactStore {
  /**
   * Keeps an artifact.
   *
   * @param artifact the description of the artifact
   * @param content the bytes
   * @throws IllegalArgumentException if the content does not have the artifact's size
   * @throws dev.coda.api.error.StoreException {@code NOT_FOUND} if the owner has no such session,
   *     {@code CONFLICT} if the id is taken
   */
  void put(Artifact artifact, byte[] content);

  /**
   * Finds the description of an artifact, without its content.
   *
   * @param owner the user who owns it
   * @param id its id
   * @return the artifact; empty if this owner has none of this id
   */
  Optional<Artifact> find(UserId owner, ArtifactId id);

  /**
   * Reads bytes of an artifact: {@code length} of them, or fewer at its end.
   *
   * @param owner the user who owns it
   * @param id its id
   * @param offset the first byte, from 0
   * @param length the maximum number of bytes
   * @return empty if the owner has no such artifact
   */
  Optional<byte[]> read(UserId owner, ArtifactId id, long offset, int length);
}
