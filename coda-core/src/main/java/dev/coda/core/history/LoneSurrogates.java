package dev.coda.core.history;

/**
 * Writes halves of surrogate pairs, which models cut in two, as escapes of JSON: UTF-8 has no bytes
 * for them.
 */
final class LoneSurrogates {
  private LoneSurrogates() {}

  static String escaped(String json) {
    StringBuilder out = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < json.length()
              && Character.isLowSurrogate(json.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair && out == null) {
        out = new StringBuilder(json.length() + 16).append(json, 0, i);
      }
      if (out != null) {
        if (pair || !Character.isSurrogate(c)) {
          out.append(c);
        } else {
          out.append("\\u%04x".formatted((int) c));
        }
        if (pair) {
          out.append(json.charAt(i + 1));
        }
      }
      i += pair ? 1 : 0;
    }
    return out == null ? json : out.toString();
  }
}
