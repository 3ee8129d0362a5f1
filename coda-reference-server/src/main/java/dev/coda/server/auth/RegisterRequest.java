package dev.coda.server.auth;

import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The body of a registration. Its text form shows nothing of it. Immutable. */
@Introspected
record RegisterRequest(
    @NotNull(message = "is required") @Text(max = 255) @Email(message = "must be an e-mail address")
        String email,
    @NotNull(message = "is required")
        @Size(min = 10, max = 1024, message = "must have 10 to 1024 characters")
        String password,
    @Nullable @Text(max = 255) String name) {
  @Override
  public String toString() {
    return "RegisterRequest[hidden]";
  }
}
