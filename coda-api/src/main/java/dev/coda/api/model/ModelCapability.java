package dev.coda.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names what a model can do besides text. Immutable. */
public enum ModelCapability {
  @JsonProperty("tools")
  TOOLS,
  @JsonProperty("reasoning")
  REASONING,
  @JsonProperty("images")
  IMAGES,
  @JsonProperty("files")
  FILES,
  @JsonProperty("structured_output")
  STRUCTURED_OUTPUT
}
