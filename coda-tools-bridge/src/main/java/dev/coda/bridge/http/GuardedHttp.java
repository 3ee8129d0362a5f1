package dev.coda.bridge.http;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Creates HTTP clients that connect only to addresses that the guard permits, for any resolved
 * name. Thread-safe.
 */
public final class GuardedHttp {
  private GuardedHttp() {}

  /**
   * Starts a client that uses nothing from its environment: no proxy, no cookies, no stored
   * credentials, no automatic redirects. It never sends over a connection that the other side has
   * closed. Reading and writing have no time limit; the caller must limit the time of the whole
   * call.
   *
   * @param guard the addresses that may be called
   * @param connectTimeout the time limit for opening a connection
   * @return a builder with the defaults
   */
  public static OkHttpClient.Builder builder(AddressGuard guard, Duration connectTimeout) {
    return IdleConnections.checkedBy(
            new OkHttpClient.Builder().addInterceptor(GuardedHttp::refuseUnusualSpelling))
        .socketFactory(new GuardedSocketFactory(guard))
        .proxy(Proxy.NO_PROXY)
        .cookieJar(CookieJar.NO_COOKIES)
        .authenticator(Authenticator.NONE)
        .proxyAuthenticator(Authenticator.NONE)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(connectTimeout)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO);
  }

  /** The socket factory sees addresses only; the text of the host is lost before it is called. */
  private static Response refuseUnusualSpelling(Interceptor.Chain chain) throws IOException {
    Optional<String> refusal = AddressGuard.unusualSpelling(chain.request().url().host());
    if (refusal.isPresent()) {
      throw new RefusedAddressException(refusal.get());
    }
    return chain.proceed(chain.request());
  }
}
