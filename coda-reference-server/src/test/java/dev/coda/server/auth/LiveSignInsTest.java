package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.signal.Pair;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is known of sign-ins without asking the database. */
class LiveSignInsTest {
  private static final UUID SIGN_IN = new UUID(0, 1);
  private static final CurrentUser OWNER = user(new UUID(0, 2));

  private final Pair servers = new Pair();
  private final Stored stored = new Stored();
  private final LiveSignIns signIns = new LiveSignIns(stored, Clock.systemUTC(), servers.left());

  @Test
  void theDatabaseIsAskedOnceForAUserAtWork() {
    assertThat(signIns.isLive(OWNER).block()).isTrue();
    assertThat(signIns.isLive(OWNER).block()).isTrue();

    assertThat(stored.asked).isEqualTo(1);
  }

  @Test
  void whatIsKnownOfOneUserLetsNoOtherIn() {
    assertThat(signIns.isLive(OWNER).block()).isTrue();

    assertThat(signIns.isLive(user(new UUID(0, 9))).block()).isFalse();
  }

  @Test
  void anEndIsKnownAtOnce() {
    assertThat(signIns.isLive(OWNER).block()).isTrue();

    signIns.end(SIGN_IN);

    assertThat(signIns.isLive(OWNER).block()).isFalse();
  }

  @Test
  void theEndOfAllOfAUsersSignInsIsKnownAtEveryServerAtOnce() {
    LiveSignIns elsewhere = new LiveSignIns(stored, Clock.systemUTC(), servers.right());
    assertThat(signIns.isLive(OWNER).block()).isTrue();
    assertThat(elsewhere.isLive(OWNER).block()).isTrue();

    signIns.ended(OWNER.userId());

    assertThat(signIns.isLive(OWNER).block()).isFalse();
    assertThat(elsewhere.isLive(OWNER).block()).isFalse();
  }

  @Test
  void anEndIsNotForgottenForAnOlderAnswerOfTheDatabase() {
    Mono<Boolean> askedBefore = signIns.isLive(OWNER);
    stored.whileAsked = () -> signIns.end(SIGN_IN);
    assertThat(askedBefore.block()).isTrue();

    assertThat(signIns.isLive(OWNER).block()).isFalse();
  }

  private static CurrentUser user(UUID id) {
    return new CurrentUser(id, new UUID(0, 3), SIGN_IN, null, null);
  }

  /** Knows one sign-in, which lasts. */
  private static final class Stored implements SignInRepository {
    int asked;
    Runnable whileAsked = () -> {};

    @Override
    public Mono<Boolean> isLive(UUID id, UUID userId, UUID organizationId, Instant now) {
      return Mono.fromCallable(() -> {
        asked++;
        whileAsked.run();
        return userId.equals(OWNER.userId());
      });
    }

    @Override
    public SignIn save(SignIn signIn) {
      return signIn;
    }

    @Override
    public Optional<SignIn> findById(UUID id) {
      return Optional.empty();
    }

    @Override
    public Flux<UUID> findLive(Collection<UUID> ids, Instant now) {
      return Flux.fromIterable(ids);
    }

    @Override
    public long extend(UUID id, Instant expiresAt) {
      return 1;
    }

    @Override
    public long revoke(UUID id, Instant now) {
      return 1;
    }

    @Override
    public long deleteExpired(Instant now) {
      return 0;
    }
  }
}
