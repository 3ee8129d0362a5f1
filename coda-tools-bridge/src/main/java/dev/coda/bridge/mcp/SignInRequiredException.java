package dev.coda.bridge.mcp;

import java.io.IOException;

/** A server wants a token of the user, and takes none of those that there are. It did nothing. */
final class SignInRequiredException extends IOException {
  SignInRequiredException() {
    super("wants its users to sign in");
  }
}
