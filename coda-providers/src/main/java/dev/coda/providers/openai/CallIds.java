package dev.coda.providers.openai;

import dev.coda.providers.internal.wire.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Gives the calls of a conversation ids of the form that a host takes, which those of another host
 * may not have: the same id always becomes the same.
 */
final class CallIds {
  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final int length;

  /**
   * @param length the number of letters and digits; 0 for unchanged ids
   */
  CallIds(int length) {
    this.length = length;
  }

  String of(String id) {
    if (length == 0
        || (id.length() == length && id.chars().allMatch(c -> DIGITS.indexOf(c) >= 0))) {
      return id;
    }
    StringBuilder made = new StringBuilder();
    byte[] hash = Sha256.create().digest(id.getBytes(StandardCharsets.UTF_8));
    BigInteger rest = new BigInteger(1, hash);
    BigInteger base = BigInteger.valueOf(DIGITS.length());
    while (made.length() < length) {
      made.append(DIGITS.charAt(rest.mod(base).intValue()));
      rest = rest.divide(base);
    }
    return made.toString();
  }
}
