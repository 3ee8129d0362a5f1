package dev.coda.api.tool;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The origin of a tool. Immutable. */
public enum ToolOrigin {
  /** A {@code schema.json} that names an HTTP service. */
  @JsonProperty("schema")
  SCHEMA,
  /** A server of the Model Context Protocol. */
  @JsonProperty("mcp")
  MCP,
  /** Code in this process. */
  @JsonProperty("java")
  JAVA,
  /** The client of one run, which makes the calls itself; see {@link ClientTool}. */
  @JsonProperty("client")
  CLIENT
}
