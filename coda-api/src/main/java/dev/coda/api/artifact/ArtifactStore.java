package dev.coda.api.artifact;

import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.UserId;
import java.util.Optional;

/**
 * Stores artifacts. Every question carries the owner: what belongs to another user is not there. An
 * artifact never changes, and goes with its session.
 *
 * <p>Every method throws {@link dev.coda.api.error.StoreException} if the store cannot answer. What
 * a store must do is written as tests in {@code ArtifactStoreContract} of the test kit.
 * Thread-safe.
 */
public interface ArtifactStore {
  /**
   * Keeps an artifact.
   *
   * @param artifact what is kept
   * @param content the bytes
   * @throws IllegalArgumentException if the content is not as long as the artifact's size says
   * @throws dev.coda.api.error.StoreException {@code NOT_FOUND} if the owner has no such session,
   *     {@code CONFLICT} if the id is taken
   */
  void put(Artifact artifact, byte[] content);

  /**
   * Finds what an artifact is, without its content.
   *
   * @param owner the user whose it is
   * @param id its id
   * @return the artifact; empty if this owner has none of this id
   */
  Optional<Artifact> find(UserId owner, ArtifactId id);

  /**
   * Reads bytes of an artifact: as many as were asked for, or fewer at its end.
   *
   * @param owner the user whose it is
   * @param id its id
   * @param offset the first byte, from 0
   * @param length how many bytes at most
   * @return empty if the owner has no such artifact
   */
  Optional<byte[]> read(UserId owner, ArtifactId id, long offset, int length);
}
