package dev.coda.bridge.oauth;

import dev.coda.api.id.UserId;
import dev.coda.api.tool.SignIn;
import java.io.IOException;
import java.util.Optional;

/**
 * The access tokens of users for servers that want each user's own account. {@link OAuthSignIns}
 * obtains them by itself; an application that has tokens already implements this instead.
 * Thread-safe.
 */
public interface UserTokens {
  /**
   * Returns a user's access token. May block while one is renewed.
   *
   * @param user the user
   * @param server the server that will receive the token
   * @return the token; empty if the user has to sign in
   * @throws IOException if that cannot be found out at present
   */
  Optional<String> token(UserId user, ProtectedServer server) throws IOException;

  /**
   * Returns another token than one that the server has refused.
   *
   * @param user the user
   * @param server the server
   * @param refused the token that it answered 401 to
   * @return a token; empty if the user has to sign in
   * @throws IOException if that cannot be found out at present
   */
  Optional<String> renewed(UserId user, ProtectedServer server, String refused) throws IOException;

  /**
   * {@return where users sign in to a server}
   *
   * @param server the server
   */
  SignIn signIn(ProtectedServer server);

  /**
   * {@return a user who is signed in, with whose account the server's tools are listed for all;
   * empty by default: then the tools are listed once a user has called the server}
   *
   * @param server the server
   */
  default Optional<UserId> anyone(ProtectedServer server) {
    return Optional.empty();
  }
}
