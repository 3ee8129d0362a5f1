package dev.coda.bridge.oauth;

import dev.coda.api.id.UserId;
import dev.coda.api.tool.SignIn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The access tokens of users for servers that require each user's own account. {@link OAuthSignIns}
 * obtains them by itself. An application that already has tokens implements this interface instead.
 * Thread-safe.
 */
public interface UserTokens {
  /**
   * Returns a user's access token. May block while one is renewed.
   *
   * @param user the user
   * @param server the server that will receive the token
   * @return the token; empty if the user has to sign in
   * @throws IOException if the token cannot be obtained now
   */
  Optional<String> token(UserId user, ProtectedServer server) throws IOException;

  /**
   * Returns a token that replaces one that the server has refused.
   *
   * @param user the user
   * @param server the server
   * @param refused the token for which the server answered 401
   * @return a token; empty if the user has to sign in
   * @throws IOException if the token cannot be obtained now
   */
  Optional<String> renewed(UserId user, ProtectedServer server, String refused) throws IOException;

  /**
   * Notes that a server has refused a call because a user's token lacks scopes (403 with {@code
   * insufficient_scope}).
   *
   * @param user the user
   * @param server the server
   * @param scopes the scopes that the server names
   * @return whether the user is to sign in again, for these scopes too; false by default, and if
   *     they were requested before: then the call fails
   */
  default boolean requestScopes(UserId user, ProtectedServer server, List<String> scopes) {
    return false;
  }

  /**
   * {@return the address at which users sign in to a server}
   *
   * @param server the server
   */
  SignIn signIn(ProtectedServer server);

  /**
   * {@return a signed-in user with whose account the server's tools are listed for everyone} Empty
   * by default: then the tools are listed after the first call of any user.
   *
   * @param server the server
   */
  default Optional<UserId> anyone(ProtectedServer server) {
    return Optional.empty();
  }
}
