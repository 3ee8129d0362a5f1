package dev.coda.bridge.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes a call's secrets from the answer of its service, which may repeat them: as plain text,
 * and as encoded in an address.
 */
record Redaction(List<String> secrets) {
  private static final int SHORTEST = 6;

  Redaction {
    Set<String> all = new LinkedHashSet<>(secrets);
    secrets.forEach(secret -> all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8)));
    secrets = List.copyOf(all);
  }

  String apply(String text) {
    String result = text;
    for (String secret : secrets) {
      // A very short secret would tear holes into ordinary text.
      if (secret.length() >= SHORTEST) {
        result = result.replace(secret, "[redacted]");
      }
    }
    return result;
  }

  /**
   * The same for bytes of any kind, whose number stays what it is, since places in it may count.
   */
  byte[] apply(byte[] content) {
    String bytes = new String(content, StandardCharsets.ISO_8859_1);
    String result = bytes;
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        result = result.replace(secret, "*".repeat(secret.length()));
      }
    }
    return result.equals(bytes) ? content : result.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "Redaction";
  }
}
