package dev.coda.server.auth;

import dev.coda.server.secret.KeyedHash;
import dev.coda.server.secret.RandomText;
import dev.coda.server.secret.Secrets;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the cookie of a device that has signed in to an account: a random id, the time,
 * and a signature of both with the account's e-mail address, which is not in it. It proves an
 * earlier sign-in and nothing else; a password is needed as ever. Thread-safe.
 */
@Singleton
final class DeviceCookies {
  static final Duration LIFETIME = Duration.ofDays(180);

  private static final int ID_BYTES = 16;
  private static final int SIGNED_BYTES = ID_BYTES + Long.BYTES;

  private final KeyedHash signature;
  private final Clock clock;

  DeviceCookies(Secrets secrets, Clock clock) {
    this.signature = KeyedHash.of(secrets, "device cookie");
    this.clock = clock;
  }

  /**
   * Returns a cookie for a device that has just signed in. A device that is known already keeps its
   * id, so that signing in again does not give it more attempts.
   */
  String issue(String address, @Nullable String earlier) {
    byte[] id =
        verified(address, earlier)
            .map(cookie -> Arrays.copyOf(cookie, ID_BYTES))
            .orElseGet(() -> Arrays.copyOf(RandomText.bytes(), ID_BYTES));
    byte[] signed =
        ByteBuffer.allocate(SIGNED_BYTES).put(id).putLong(clock.instant().getEpochSecond()).array();
    byte[] cookie =
        ByteBuffer.allocate(SIGNED_BYTES + KeyedHash.BYTES)
            .put(signed)
            .put(signature.of(signed, bytes(address)))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cookie);
  }

  /** Returns the id of the device if the cookie is genuine and belongs to this address. */
  Optional<String> device(String address, @Nullable String cookie) {
    return verified(address, cookie)
        .map(bytes ->
            Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, ID_BYTES)));
  }

  private Optional<byte[]> verified(String address, @Nullable String cookie) {
    byte[] bytes = decode(cookie);
    if (bytes.length != SIGNED_BYTES + KeyedHash.BYTES) {
      return Optional.empty();
    }
    byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
    byte[] hash = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
    if (!signature.matches(hash, signed, bytes(address))) {
      return Optional.empty();
    }
    Instant issued = Instant.ofEpochSecond(ByteBuffer.wrap(signed).getLong(ID_BYTES));
    return clock.instant().isBefore(issued.plus(LIFETIME)) ? Optional.of(bytes) : Optional.empty();
  }

  private static byte[] decode(@Nullable String cookie) {
    try {
      return cookie == null ? new byte[0] : Base64.getUrlDecoder().decode(cookie);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
