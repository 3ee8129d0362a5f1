package dev.coda.server.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final String OLD = newKey();
  private static final String NEW = newKey();

  private final KeyRing before = ring(OLD);
  private final KeyRing rotated = ring(NEW, OLD);
  private final KeyRing after = ring(NEW);

  @Test
  void opensWhatEachKeyOfTheRingHasSealed() {
    String sealed = before.seal("sk-secret");

    assertThat(sealed).doesNotContain("sk-secret");
    assertThat(rotated.open(sealed)).contains("sk-secret");
    assertThat(rotated.isCurrent(sealed)).isFalse();
    assertThat(after.open(sealed)).isEmpty();
  }

  @Test
  void sealsWithTheFirstKey() {
    String sealed = rotated.seal("sk-secret");

    assertThat(rotated.isCurrent(sealed)).isTrue();
    assertThat(after.open(sealed)).contains("sk-secret");
    assertThat(before.open(sealed)).isEmpty();
  }

  @Test
  void opensNothingThatWasChanged() {
    String sealed = before.seal("sk-secret");
    char last = sealed.charAt(20);

    assertThat(
            before.open(sealed.substring(0, 20) + (last == 'A' ? 'B' : 'A') + sealed.substring(21)))
        .isEmpty();
    assertThat(before.open("no token")).isEmpty();
    assertThat(before.open("")).isEmpty();
  }

  /** From the specification of Fernet, so that what others have sealed can be read. */
  @Test
  void readsATokenOfAnotherLibraryHoweverOld() {
    KeyRing spec = ring("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");

    assertThat(
            spec.open(
                "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=="))
        .contains("hello");
  }

  private static KeyRing ring(String... keys) {
    return new KeyRing(new Secrets("not used", List.of(keys)));
  }

  private static String newKey() {
    return Base64.getUrlEncoder().encodeToString(RandomText.bytes());
  }
}
