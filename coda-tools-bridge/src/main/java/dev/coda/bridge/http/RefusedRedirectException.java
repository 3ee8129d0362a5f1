package dev.coda.bridge.http;

import dev.coda.api.error.FailureKind;
import java.io.IOException;

/** Why a redirect is not followed. */
final class RefusedRedirectException extends IOException {
  private final FailureKind kind;

  RefusedRedirectException(FailureKind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  FailureKind kind() {
    return kind;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
