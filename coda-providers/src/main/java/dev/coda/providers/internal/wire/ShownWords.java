package dev.coda.providers.internal.wire;

import java.util.regex.Pattern;

/**
 * Makes a provider's sentence fit to be shown. A provider may echo anything, a key included: what
 * looks like one is replaced. Thread-safe.
 */
final class ShownWords {
  private static final int LONGEST = 1_000;
  private static final int LONGEST_SHORT = 240;
  private static final String HIDDEN = "[hidden]";

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:api[ _-]?key|(?:access|auth|api)["
              + " _-]?token|secret|password|authorization)[^:=\\n"
              + "]{0,30}[:=]\\s*|bearer\\s+)\\S+");
  private static final Pattern PREFIXED =
      Pattern.compile(
          "(?i)\\b(?:sk|pk|rk|gsk|xai|hf|key|ghp|nvapi|r8|aiza|ya29)[-_.]?[\\w*-]*\\d[\\w*-]*");
  private static final Pattern STARRED = Pattern.compile("\\S*\\*{3,}\\S*");

  /** Longer than any word and any part of a model's name, and of letters and digits. */
  private static final Pattern RANDOM =
      Pattern.compile("(?=[A-Za-z]*\\d)(?=\\d*[A-Za-z])[A-Za-z0-9+/=]{14,}|[A-Za-z0-9+/=]{40,}");

  private static final Pattern LOGIN =
      Pattern.compile("(?i)[\\w.+-]+@[\\w-]+\\.[\\w.]+|(?<=://)[^/\\s@]*@");

  private ShownWords() {}

  /** Returns what may be shown; empty for what is not a sentence. */
  static String of(String words) {
    String plain = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (plain.length() > LONGEST) {
      plain = plain.substring(0, LONGEST);
    }
    if (plain.indexOf(' ') < 0 || plain.startsWith("<")) {
      return "";
    }
    plain = NAMED.matcher(plain).replaceAll("$1" + HIDDEN);
    for (Pattern secret : new Pattern[] {PREFIXED, STARRED, LOGIN, RANDOM}) {
      plain = secret.matcher(plain).replaceAll(HIDDEN);
    }
    return plain;
  }

  /** Returns as much as a message to the user has room for. */
  static String shortened(String shown) {
    return shown.length() <= LONGEST_SHORT ? shown : shown.substring(0, LONGEST_SHORT) + "…";
  }
}
