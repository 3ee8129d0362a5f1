package dev.coda.bridge.http;

import java.util.List;

/** Removes a call's secrets from what its service sends back, since services like to echo. */
record Redaction(List<String> secrets) {
  private static final int SHORTEST = 6;

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

  @Override
  public String toString() {
    return "Redaction";
  }
}
