package dev.coda.server.key;

import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/** A key that a user gives. Its text form does not show it. Immutable. */
@Introspected
record NewApiKey(
    @NotBlank @Text(max = 50) String provider,
    @NotBlank
        @Text(max = 1000)
        @Pattern(regexp = "[\\x21-\\x7E]+", message = "must be letters, digits and signs of ASCII")
        String apiKey) {

  @Override
  public String toString() {
    return "NewApiKey[" + provider + "]";
  }
}
