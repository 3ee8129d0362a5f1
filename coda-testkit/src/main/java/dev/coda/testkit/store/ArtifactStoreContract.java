package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The requirements on an {@link ArtifactStore}. Confined to one thread at a time. */
public abstract class ArtifactStoreContract extends StoreContract {
  /** Called by a subclass, which creates the stores to test. */
  public ArtifactStoreContract() {}

  @Test
  void keepsEveryByte() {
    byte[] content = new byte[3_000_000];
    new Random(3).nextBytes(content);
    Artifact artifact = put(newSession().id(), owner, "image/png", "chart.png", content);

    assertThat(artifacts().find(owner, artifact.id())).contains(artifact);
    assertThat(artifacts().read(owner, artifact.id(), 0, content.length)).contains(content);
    assertThat(artifacts().read(owner, artifact.id(), 1_000_000, 5))
        .contains(Arrays.copyOfRange(content, 1_000_000, 1_000_005));
  }

  @Test
  void readsNoFurtherThanTheEnd() {
    ArtifactId id = put(newSession().id(), owner, "text/plain", null, new byte[] {1, 2, 3}).id();

    assertThat(artifacts().read(owner, id, 1, 100)).contains(new byte[] {2, 3});
    assertThat(artifacts().read(owner, id, 3, 100)).contains(new byte[0]);
    assertThat(artifacts().read(owner, id, Long.MAX_VALUE, Integer.MAX_VALUE))
        .contains(new byte[0]);
  }

  @Test
  void keepsEmptyOnes() {
    Artifact artifact = put(newSession().id(), owner, "text/plain", null, new byte[0]);

    assertThat(artifacts().find(owner, artifact.id())).contains(artifact);
    assertThat(artifacts().read(owner, artifact.id(), 0, 10)).contains(new byte[0]);
  }

  @Test
  void hidesArtifactsFromStrangers() {
    ArtifactId id = put(newSession().id(), owner, "text/plain", null, new byte[] {1}).id();

    assertThat(artifacts().find(stranger, id)).isEmpty();
    assertThat(artifacts().read(stranger, id, 0, 1)).isEmpty();
    assertThat(artifacts().find(owner, new ArtifactId(ids.next()))).isEmpty();
  }

  @Test
  void forgetsArtifactsWithTheirSession() {
    SessionId session = newSession().id();
    ArtifactId id = put(session, owner, "text/plain", null, new byte[] {1}).id();
    ArtifactId other = put(newSession().id(), owner, "text/plain", null, new byte[] {1}).id();

    stores().sessions().delete(owner, session);

    assertThat(artifacts().find(owner, id)).isEmpty();
    assertThat(artifacts().find(owner, other)).isPresent();
  }

  @Test
  void refusesWhatBelongsNowhereOrIsThere() {
    SessionId session = newSession().id();
    Artifact artifact = put(session, owner, "text/plain", null, new byte[] {1});

    assertFails(FailureKind.CONFLICT, () -> artifacts().put(artifact, new byte[] {1}));
    assertFails(
        FailureKind.NOT_FOUND, () -> put(session, stranger, "text/plain", null, new byte[] {1}));
    assertThatThrownBy(() -> artifacts().put(artifact, new byte[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Artifact put(
      SessionId session, UserId user, String mediaType, @Nullable String name, byte[] content) {
    Artifact artifact =
        new Artifact(
            new ArtifactId(ids.next()), user, session, mediaType, name, content.length, NOON);
    artifacts().put(artifact, content);
    return artifact;
  }

  private ArtifactStore artifacts() {
    return stores().artifacts();
  }
}
