package dev.coda.server.auth;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body that deletes an account. Its text form shows nothing of it. Immutable. */
@Introspected
record AccountDeletion(
    @NotNull(message = "is required")
        @Size(min = 1, max = 1024, message = "must have 1 to 1024 characters")
        String password) {
  @Override
  public String toString() {
    return "AccountDeletion[hidden]";
  }
}
