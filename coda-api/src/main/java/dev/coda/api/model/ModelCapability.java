package dev.coda.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An ability of a model in addition to text. Immutable. */
public enum ModelCapability {
  /** Calls tools. */
  @JsonProperty("tools")
  TOOLS,
  /** Thinks before it answers. */
  @JsonProperty("reasoning")
  REASONING,
  /** Reads images. */
  @JsonProperty("images")
  IMAGES,
  /** Reads files, such as PDF documents. */
  @JsonProperty("files")
  FILES,
  /** Answers with JSON that matches a schema. */
  @JsonProperty("structured_output")
  STRUCTURED_OUTPUT
}
