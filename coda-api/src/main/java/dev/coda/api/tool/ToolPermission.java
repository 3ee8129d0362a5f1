package dev.coda.api.tool;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The permission of a tool to run. Immutable. */
public enum ToolPermission {
  /** Runs when a model requests it. */
  @JsonProperty("allow")
  ALLOW,
  /** Waits for a person's approval. */
  @JsonProperty("ask")
  ASK,
  /** Never runs. */
  @JsonProperty("deny")
  DENY;

  /**
   * {@return the stricter of the two}
   *
   * @param other the other permission
   */
  public ToolPermission stricter(ToolPermission other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
