package dev.coda.bridge.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a server of the configuration is at present. Immutable. */
public enum ServerState {
  /** It is being started for the first time. */
  @JsonProperty("starting")
  STARTING,
  /** It answers. */
  @JsonProperty("connected")
  CONNECTED,
  /** It wants users to sign in, and nobody has; its tools are listed once somebody does. */
  @JsonProperty("needs_sign_in")
  NEEDS_SIGN_IN,
  /** It does not; its last list of tools remains, and it is tried again. */
  @JsonProperty("unavailable")
  UNAVAILABLE,
  /** This side has closed it. */
  @JsonProperty("closed")
  CLOSED
}
