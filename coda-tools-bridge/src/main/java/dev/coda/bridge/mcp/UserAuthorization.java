package dev.coda.bridge.mcp;

import dev.coda.api.id.UserId;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.oauth.UserTokens;
import java.io.IOException;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Sends a user's token along, another one if the server refuses it, and notices where a server
 * wants a token and there is none. A request that is answered with 401 was not acted upon.
 * Thread-safe.
 */
final class UserAuthorization implements Interceptor {
  private static final int UNAUTHORIZED = 401;

  private final ProtectedServer server;
  private final UserTokens tokens;
  private final @Nullable UserId user;

  /**
   * @param user whose token it is; null for requests on nobody's behalf, which have none
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
      return response;
    }
    response.close();
    String another = given(() -> tokens.renewed(user, server, token));
    return taken(chain.proceed(with(chain.request(), another)));
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

  private Response taken(Response response) throws SignInRequiredException {
    if (wantsToken(response)) {
      response.close();
      throw new SignInRequiredException();
    }
    return response;
  }

  /** Without a challenge, 401 may also say that the session is unknown. */
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
