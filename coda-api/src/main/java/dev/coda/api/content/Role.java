package dev.coda.api.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Says who speaks in a message. Tool results are parts of the assistant's message. Immutable. */
public enum Role {
  @JsonProperty("system")
  SYSTEM,
  @JsonProperty("user")
  USER,
  @JsonProperty("assistant")
  ASSISTANT
}
