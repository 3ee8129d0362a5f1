package dev.coda.server.attachment;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a client calls its file. Immutable.
 *
 * @param name without folders and invisible characters
 * @param mediaType what the client takes it for, without parameters; empty if it does not say
 */
record SentName(String name, String mediaType) {
  private static final Pattern FOLDERS = Pattern.compile("(?s).*[/\\\\]");

  /** Control characters, and those that turn the direction of what follows. */
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

  static SentName of(String name, String mediaType) {
    String last = FOLDERS.matcher(name).replaceFirst("");
    String shown = HIDDEN.matcher(last).replaceAll("").strip();
    return new SentName(
        shown.isEmpty() || shown.matches("\\.+") ? "file" : shown,
        mediaType.toLowerCase(Locale.ROOT));
  }

  /** Returns what follows the last dot, in lower case; empty if there is no dot. */
  String extension() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
