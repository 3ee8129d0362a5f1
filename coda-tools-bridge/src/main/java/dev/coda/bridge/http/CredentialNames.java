package dev.coda.bridge.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decides by its name that a header or variable carries a credential, such as {@code X-Api-Key}.
 * Thread-safe.
 */
public final class CredentialNames {
  private static final Pattern WORD =
      Pattern.compile("[a-z0-9]*key|[a-z0-9]*auth|auth(oriz|entic)[a-z]*");
  private static final Pattern PART = Pattern.compile("token|secret|passw(or)?d|cookie|credential");

  private CredentialNames() {}

  /**
   * {@return whether a name is that of a credential, in any case and spelling}
   *
   * @param header the name of the header
   */
  public static boolean include(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    if (PART.matcher(name).find()) {
      return true;
    }
    for (String word : name.split("[^a-z0-9]+", -1)) {
      if (WORD.matcher(word).matches()) {
        return true;
      }
    }
    return false;
  }
}
