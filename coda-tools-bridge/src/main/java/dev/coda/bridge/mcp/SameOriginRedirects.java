package dev.coda.bridge.mcp;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Follows 307 and 308 within a server, such as to the same path with a slash at its end. Both mean
 * that the request was not processed. Thread-safe.
 */
final class SameOriginRedirects implements Interceptor {
  private static final int MOST = 3;

  @Override
  public @NonNull Response intercept(@NonNull Chain chain) throws IOException {
    Request request = chain.request();
    Response response = chain.proceed(request);
    for (int hop = 0; hop < MOST; hop++) {
      HttpUrl target = target(response);
      if (target == null) {
        return response;
      }
      response.close();
      request = request.newBuilder().url(target).build();
      response = chain.proceed(request);
    }
    return response;
  }

  private static @Nullable HttpUrl target(Response response) {
    String location = response.header("Location");
    if ((response.code() != 307 && response.code() != 308) || location == null) {
      return null;
    }
    HttpUrl from = response.request().url();
    HttpUrl target = from.resolve(location);
    boolean sameOrigin =
        target != null
            && target.scheme().equals(from.scheme())
            && target.host().equals(from.host())
            && target.port() == from.port();
    return sameOrigin ? target : null;
  }
}
