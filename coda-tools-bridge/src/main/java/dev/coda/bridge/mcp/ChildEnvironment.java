package dev.coda.bridge.mcp;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the variables that a server's process inherits: those that programs need to start. This
 * process's keys and tokens are in its environment too, and must not be inherited.
 */
final class ChildEnvironment {
  private static final Set<String> INHERITED =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "TERM",
          "LANG",
          "LANGUAGE",
          "TZ",
          "TMPDIR",
          // Windows
          "APPDATA",
          "COMSPEC",
          "HOMEDRIVE",
          "HOMEPATH",
          "LOCALAPPDATA",
          "PATHEXT",
          "PROGRAMDATA",
          "PROGRAMFILES",
          "SYSTEMDRIVE",
          "SYSTEMROOT",
          "TEMP",
          "TMP",
          "USERNAME",
          "USERPROFILE",
          "WINDIR");

  private ChildEnvironment() {}

  /** Removes variables that must not be inherited from the map, and adds the configured ones. */
  static void clean(Map<String, String> environment, Map<String, String> configured) {
    environment.keySet().removeIf(name -> !isInherited(name.toUpperCase(Locale.ROOT)));
    environment.putAll(configured);
  }

  private static boolean isInherited(String name) {
    return INHERITED.contains(name) || name.startsWith("LC_");
  }
}
