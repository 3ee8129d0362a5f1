package dev.coda.server.secret;

import java.util.List;

/**
 * The keys of this server. Its text form shows none of them. Immutable.
 *
 * @param jwtSecret signs access tokens; at least 256 bits
 * @param encryptionKeys Fernet keys (URL-safe Base64 of 32 bytes); the first encrypts, all decrypt
 */
public record Secrets(String jwtSecret, List<String> encryptionKeys) {
  /** Copies the list. */
  public Secrets {
    encryptionKeys = List.copyOf(encryptionKeys);
  }

  @Override
  public String toString() {
    return "Secrets[hidden]";
  }
}
