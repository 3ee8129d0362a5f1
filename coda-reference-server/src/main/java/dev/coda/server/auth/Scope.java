package dev.coda.server.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The scopes of personal access tokens. */
public enum Scope {
  /** To read sessions, messages and what belongs to them, and to export them. */
  @JsonProperty("read")
  READ,
  /** To change sessions and to run the agent. */
  @JsonProperty("chat")
  CHAT,
  /** To call single tools, also as an MCP server. */
  @JsonProperty("tools")
  TOOLS;

  /** Returns the name in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
