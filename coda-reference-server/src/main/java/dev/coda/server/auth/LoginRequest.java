package dev.coda.server.auth;

import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body of a sign-in. Its text form shows nothing of it. Immutable. */
@Introspected
record LoginRequest(
    @NotNull(message = "is required") @Text(max = 255) String email,
    @NotNull(message = "is required")
        @Size(min = 1, max = 1024, message = "must have 1 to 1024 characters")
        String password) {
  @Override
  public String toString() {
    return "LoginRequest[hidden]";
  }
}
