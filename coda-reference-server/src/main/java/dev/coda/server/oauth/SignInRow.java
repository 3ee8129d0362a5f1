package dev.coda.server.oauth;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * A row of {@code mcp_sign_ins}, as far as it is read. Its text form shows nothing of the tokens.
 * Immutable.
 *
 * @param sealed the encrypted tokens
 */
@MappedEntity("mcp_sign_ins")
record SignInRow(@Id UUID userId, String sealed, long version) {
  @Override
  public String toString() {
    return "SignInRow[" + userId + "]";
  }
}
