package dev.coda.bridge.mcp;

import java.io.IOException;

/** A server requires a token of the user, and rejects the existing ones. It did nothing. */
final class SignInRequiredException extends IOException {
  SignInRequiredException() {
    super("wants its users to sign in");
  }
}
