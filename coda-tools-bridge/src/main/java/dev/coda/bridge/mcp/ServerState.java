package dev.coda.bridge.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The present state of a server of the configuration. Immutable. */
public enum ServerState {
  /** It is being started for the first time. */
  @JsonProperty("starting")
  STARTING,
  /** It answers. */
  @JsonProperty("connected")
  CONNECTED,
  /**
   * It requires users to sign in, and nobody has signed in yet; its tools are listed after the
   * first sign-in.
   */
  @JsonProperty("needs_sign_in")
  NEEDS_SIGN_IN,
  /** It does not answer; its last list of tools remains, and connecting to it is tried again. */
  @JsonProperty("unavailable")
  UNAVAILABLE,
  /** This side has closed it. */
  @JsonProperty("closed")
  CLOSED
}
