package dev.coda.server.secret;

import com.macasaet.fernet.Key;
import com.macasaet.fernet.StringValidator;
import com.macasaet.fernet.Token;
import com.macasaet.fernet.TokenValidationException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts data that the server must be able to read again, as Fernet tokens (version 0x80). The
 * first key encrypts and all keys decrypt, so that a new key can be put before an old one.
 * Thread-safe.
 */
@Singleton
public final class KeyRing {
  /** What is stored does not expire; the library's own limit is a minute. */
  private static final StringValidator LASTING =
      new StringValidator() {
        @Override
        public TemporalAmount getTimeToLive() {
          return Duration.ofDays(365_000);
        }
      };

  private final List<Key> keys;

  /** Creates a ring of these keys. */
  public KeyRing(Secrets secrets) {
    this.keys = secrets.encryptionKeys().stream().map(Key::new).toList();
  }

  /** Encrypts a text with the first key. */
  public String seal(String text) {
    return Token.generate(keys.getFirst(), text).serialise();
  }

  /** Decrypts a text; empty if no key of the ring has encrypted it, or it was changed. */
  public Optional<String> open(String sealed) {
    for (Key key : keys) {
      Optional<String> text = open(sealed, key);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /** Returns whether the first key has encrypted this text. */
  public boolean isCurrent(String sealed) {
    return open(sealed, keys.getFirst()).isPresent();
  }

  private static Optional<String> open(String sealed, Key key) {
    try {
      return Optional.of(Token.fromString(sealed).validateAndDecrypt(key, LASTING));
    } catch (TokenValidationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
