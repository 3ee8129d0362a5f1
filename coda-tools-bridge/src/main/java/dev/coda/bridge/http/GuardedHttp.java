package dev.coda.bridge.http;

import java.net.Proxy;
import java.time.Duration;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;

/**
 * Makes HTTP clients that dial only where the guard permits, whatever a name resolves to.
 * Thread-safe.
 */
public final class GuardedHttp {
  private GuardedHttp() {}

  /**
   * Starts a client that takes nothing from its surroundings: no proxy, no cookies, no stored
   * credentials, no redirects of its own. Reading and writing have no time limit; whoever calls
   * bounds the whole call.
   */
  public static OkHttpClient.Builder builder(AddressGuard guard, Duration connectTimeout) {
    return new OkHttpClient.Builder()
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
}
