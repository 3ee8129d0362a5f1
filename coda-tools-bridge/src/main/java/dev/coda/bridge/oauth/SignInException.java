package dev.coda.bridge.oauth;

import java.io.IOException;

/** A sign-in that failed. Its message is for people and holds no secret. Immutable. */
public final class SignInException extends IOException {
  /**
   * Describes a failure.
   *
   * @param message a sentence for the person who signs in
   */
  public SignInException(String message) {
    super(message);
  }
}
