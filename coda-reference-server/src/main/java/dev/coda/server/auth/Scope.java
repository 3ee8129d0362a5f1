package dev.coda.server.auth;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a personal access token may be used for. */
public enum Scope {
  /** To read sessions, messages and what belongs to them, and to export them. */
  READ,
  /** To change sessions and to run the agent. */
  CHAT,
  /** To call single tools, also as an MCP server. */
  TOOLS;

  /** Returns the name in JSON. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
