package dev.coda.api.tool;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Says whether a tool may run without asking. Immutable. */
public enum ToolPermission {
  /** Runs when a model asks for it. */
  @JsonProperty("allow")
  ALLOW,
  /** Waits for a person's approval. */
  @JsonProperty("ask")
  ASK,
  /** Never runs. */
  @JsonProperty("deny")
  DENY;

  /** Returns the stricter of the two. */
  public ToolPermission stricter(ToolPermission other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
