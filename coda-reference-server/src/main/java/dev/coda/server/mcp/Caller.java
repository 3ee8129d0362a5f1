package dev.coda.server.mcp;

import dev.coda.api.id.UserId;
import dev.coda.api.tool.SignIn;
import java.util.function.UnaryOperator;

/**
 * The user whose host sent a request. Immutable.
 *
 * @param links makes links of this server complete, as the host can open them
 */
record Caller(UserId user, UnaryOperator<String> links) {
  /** Returns a sign-in with a complete link. */
  SignIn linked(SignIn signIn) {
    return new SignIn(signIn.service(), links.apply(signIn.url()));
  }
}
