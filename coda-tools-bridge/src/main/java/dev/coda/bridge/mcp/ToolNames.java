package dev.coda.bridge.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Fits the names of a server's tools to what providers accept: {@code server__tool}. */
final class ToolNames {
  private static final int MAX = 64;

  private final String prefix;
  private final Map<String, String> taken = new HashMap<>();

  /**
   * @param prefix the prefix that separates the server's names from those of others
   */
  ToolNames(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The prefixes of servers by their names: {@code server__}, with a checksum if names would be
   * equal or one could be mistaken for another's.
   */
  static Map<String, String> prefixes(Collection<String> servers) {
    Map<String, String> prefixes = new LinkedHashMap<>();
    for (String server : servers) {
      String prefix = fitting(server) + "__";
      boolean clear =
          servers.stream()
              .filter(other -> !other.equals(server))
              .noneMatch(other -> isTaken(prefix, server, fitting(other) + "__", other));
      prefixes.put(server, clear ? prefix : marked(fitting(server), server) + "__");
    }
    return prefixes;
  }

  /** A name that needs no change has the older right to it; else all are marked. */
  private static boolean isTaken(String prefix, String server, String others, String other) {
    return prefix.equals(others)
        ? !fitting(server).equals(server) || fitting(other).equals(other)
        : prefix.startsWith(others);
  }

  private static String fitting(String name) {
    return name.replaceAll("[^a-zA-Z0-9_-]", "_");
  }

  /** Returns the same name for the same tool, and different names for different ones. */
  String of(String tool) {
    String whole = prefix + tool;
    String plain = fitting(whole);
    String name = plain.length() <= MAX ? plain : marked(plain, whole);
    String holder = taken.putIfAbsent(name, tool);
    return holder == null || holder.equals(tool) ? name : marked(plain, whole);
  }

  /** A checksum of the original keeps apart what shortening or replacing would make equal. */
  private static String marked(String plain, String whole) {
    CRC32 sum = new CRC32();
    sum.update(whole.getBytes(StandardCharsets.UTF_8));
    String mark = "_%08x".formatted(sum.getValue());
    return plain.substring(0, Math.min(plain.length(), MAX - mark.length())) + mark;
  }
}
