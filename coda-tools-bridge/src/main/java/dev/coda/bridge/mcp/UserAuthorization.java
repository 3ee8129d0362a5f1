package dev.coda.bridge.mcp;

import dev.coda.api.id.UserId;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.oauth.UserTokens;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Challenge;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Adds a user's token, another one if the server refuses it, and notices if a server requires a
 * token and there is none, or one with more scopes. A request that is answered with 401, or with
 * 403 for its scopes, was not acted upon. Thread-safe.
 */
final class UserAuthorization implements Interceptor {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final ProtectedServer server;
  private final UserTokens tokens;
  private final @Nullable UserId user;

  /**
   * @param user the owner of the token; null for requests without a user, which have none
   */
  UserAuthorization(ProtectedServer server, UserTokens tokens, @Nullable UserId user) {
    this.server = server;
    this.tokens = tokens;
    this.user = user;
  }

  @Override
  public @NonNull Response intercept(@NonNull Chain chain) throws IOException {
    if (user == null) {
      return taken(chain.proceed(chain.request()));
    }
    String token = given(() -> tokens.token(user, server));
    Response response = chain.proceed(with(chain.request(), token));
    if (!wantsToken(response)) {
      return permitted(user, response);
    }
    response.close();
    String another = given(() -> tokens.renewed(user, server, token));
    return permitted(user, taken(chain.proceed(with(chain.request(), another))));
  }

  private interface Source {
    Optional<String> token() throws IOException;
  }

  private static String given(Source source) throws IOException {
    Optional<String> token;
    try {
      token = source.token();
    } catch (IOException e) {
      throw new NotDeliveredException(
          e.getMessage() == null ? "has no token at present" : e.getMessage());
    }
    return token.orElseThrow(SignInRequiredException::new);
  }

  private Response permitted(UserId user, Response response) throws SignInRequiredException {
    List<String> lacking = lacking(response);
    if (!lacking.isEmpty() && tokens.requestScopes(user, server, lacking)) {
      response.close();
      throw new SignInRequiredException();
    }
    return response;
  }

  /** Returns the scopes that a token lacks, as the server names them (RFC 6750). */
  private static List<String> lacking(Response response) {
    if (response.code() != FORBIDDEN) {
      return List.of();
    }
    // The client reads challenges of 401 only.
    return response.newBuilder().code(UNAUTHORIZED).build().challenges().stream()
        .filter(challenge -> challenge.scheme().equalsIgnoreCase("Bearer"))
        .map(Challenge::authParams)
        .filter(parameters -> "insufficient_scope".equals(parameters.get("error")))
        .flatMap(parameters -> Stream.ofNullable(parameters.get("scope")))
        .flatMap(scopes -> Stream.of(scopes.strip().split(" +", -1)))
        .filter(scope -> !scope.isEmpty())
        .distinct()
        .toList();
  }

  private Response taken(Response response) throws SignInRequiredException {
    if (wantsToken(response)) {
      response.close();
      throw new SignInRequiredException();
    }
    return response;
  }

  /** Without a challenge, 401 may also mean that the session is unknown. */
  private boolean wantsToken(Response response) {
    if (response.code() != UNAUTHORIZED) {
      return false;
    }
    boolean challenged =
        response.challenges().stream()
            .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase("Bearer"));
    boolean inSession = response.request().header(HttpExchange.SESSION) != null;
    return challenged || (user != null && !inSession);
  }

  private static Request with(Request request, String token) {
    return request.newBuilder().header("Authorization", "Bearer " + token).build();
  }
}
