package dev.coda.api.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The author of a message. Tool results are parts of the assistant's message. Immutable. */
public enum Role {
  /** The instructions. */
  @JsonProperty("system")
  SYSTEM,
  /** A person. */
  @JsonProperty("user")
  USER,
  /** The model. */
  @JsonProperty("assistant")
  ASSISTANT
}
