package dev.coda.bridge.mcp;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Fits the names of a server's tools to what providers accept: {@code server__tool}. */
final class ToolNames {
  private static final int MAX = 64;

  private final String prefix;
  private final Map<String, String> taken = new HashMap<>();

  ToolNames(String server) {
    this.prefix = server + "__";
  }

  /** Returns the same name for the same tool, and different names for different ones. */
  String of(String tool) {
    String whole = prefix + tool;
    String plain = whole.replaceAll("[^a-zA-Z0-9_-]", "_");
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
