package dev.coda.server.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.UserId;
import dev.coda.core.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserCacheTest {
  private static final UserId ADA = new UserId(new UUID(1, 2));
  private static final UserId BOB = new UserId(new UUID(3, 4));

  private final Pair pair = new Pair();
  private final List<String> reads = new ArrayList<>();
  private final UserCache<String> here = cache(pair.left());
  private final UserCache<String> there = cache(pair.right());

  @Test
  void readsOnce() {
    assertThat(here.get(ADA)).isEqualTo(here.get(ADA));

    assertThat(reads).hasSize(1);
  }

  @Test
  void whatIsForgottenHereIsForgottenThere() {
    String before = there.get(ADA);
    String others = there.get(BOB);

    here.forget(ADA);

    assertThat(there.get(ADA)).isNotEqualTo(before);
    assertThat(there.get(BOB)).isEqualTo(others);
  }

  @Test
  void forgetsEverythingWhenItMayHaveMissedSomething() {
    String before = there.get(ADA);

    pair.missed();

    assertThat(there.get(ADA)).isNotEqualTo(before);
  }

  @Test
  void aMessageThatNamesNobodyChangesNothing() {
    String before = there.get(ADA);

    pair.left().broadcast("users", "nobody");

    assertThat(there.get(ADA)).isEqualTo(before);
  }

  private UserCache<String> cache(Signals signals) {
    return UserCache.create(
        signals,
        "users",
        user -> {
          reads.add(user.toString());
          return user + " " + reads.size();
        });
  }
}
