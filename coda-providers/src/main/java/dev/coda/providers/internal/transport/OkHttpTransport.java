package dev.coda.providers.internal.transport;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.ConfigurationException;
import dev.coda.providers.TransportSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Calls a provider through OkHttp, on the calling thread: HTTP/2 if it is offered, connections kept
 * for reuse, no redirects and no automatic retries.
 *
 * <p>OkHttp's limit of five calls for each host applies only to asynchronous calls. The limit of
 * this class is a setting, and the number of waiting calls can be read. Thread-safe.
 */
public final class OkHttpTransport implements HttpTransport {
  private static final Duration PING = Duration.ofSeconds(30);
  private static final List<Protocol> PROTOCOLS = List.of(Protocol.HTTP_2, Protocol.HTTP_1_1);
  private static final String PROXY_LOGIN = "Proxy-Authorization";

  private final OkHttpClient client;
  private final TransportSettings settings;
  private final TransportFailures failures;
  private final CallGate gate;
  private final CancellableDns dns;

  private OkHttpTransport(
      String provider, TransportSettings settings, Dns resolver, List<Protocol> protocols) {
    this.settings = settings;
    this.failures = new TransportFailures(provider, settings);
    this.gate = new CallGate(settings.maxConcurrentCalls());
    this.dns = new CancellableDns(resolver, settings.connectTimeout().toMillis());
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .dns(dns)
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.firstByteTimeout())
            .writeTimeout(settings.idleTimeout())
            // A connection that many calls share must not go unnoticed when it is dead.
            .pingInterval(PING)
            .protocols(protocols)
            .followRedirects(false)
            .followSslRedirects(false);
    if (settings.proxy() != null) {
      builder.proxy(settings.proxy());
    }
    if (settings.proxyAuthorization() != null) {
      builder.proxyAuthenticator((route, challenge) -> authorized(challenge));
    }
    this.client = builder.build();
  }

  /**
   * Creates a transport for the provider of this name, with its own connections and its own limit
   * on calls.
   */
  public static OkHttpTransport create(String provider, TransportSettings settings) {
    return create(provider, settings, Dns.SYSTEM);
  }

  static OkHttpTransport create(String provider, TransportSettings settings, Dns resolver) {
    return create(provider, settings, resolver, PROTOCOLS);
  }

  static OkHttpTransport create(
      String provider, TransportSettings settings, Dns resolver, List<Protocol> protocols) {
    return new OkHttpTransport(provider, settings, resolver, protocols);
  }

  /** Returns the number of active calls. */
  public int activeCalls() {
    return gate.active();
  }

  /** Returns the number of calls that wait because the limit is reached. */
  public int queuedCalls() {
    return gate.queued();
  }

  @Override
  public HttpAnswer send(HttpCall call, CancelSignal cancel) {
    Request request = request(call);
    CallGate.Permit permit = enter(cancel);
    Call okCall = client.newCall(request);
    CancelSignal.Registration onCancel = cancel.onCancel(okCall::cancel);
    OkHttpAnswer answer = null;
    try {
      Response response = execute(okCall, cancel);
      answer = new OkHttpAnswer(okCall, response, settings, failures, cancel, onCancel, permit);
      return answer;
    } finally {
      if (answer == null) {
        onCancel.close();
        permit.close();
      }
    }
  }

  private CallGate.Permit enter(CancelSignal cancel) {
    try {
      return gate.enter(cancel);
    } catch (CancellationException cancelled) {
      throw failures.cancelled();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failures.cancelled();
    }
  }

  /** A deadline over resolving, connecting, sending and the head, however slowly it drips. */
  private Response execute(Call okCall, CancelSignal cancel) {
    HeadDeadline deadline = new HeadDeadline(okCall, settings.firstByteTimeout());
    deadline.enter();
    boolean late = false;
    try {
      Response response = dns.during(cancel, okCall::execute);
      late = deadline.exit();
      if (late) {
        response.close();
        throw failures.noAnswerInTime();
      }
      return response;
    } catch (IOException e) {
      if (late || deadline.exit()) {
        throw failures.noAnswerInTime();
      }
      throw failures.beforeAnswer(e, cancel);
    }
  }

  /** Credentials that a proxy has refused are not sent again. */
  private @Nullable Request authorized(Response challenge) {
    Request request = challenge.request();
    String login = settings.proxyAuthorization();
    return login == null || request.header(PROXY_LOGIN) != null
        ? null
        : request.newBuilder().header(PROXY_LOGIN, login).build();
  }

  private Request request(HttpCall call) {
    try {
      Request.Builder request = new Request.Builder().url(call.address().toString());
      // Compression would delay tokens; an answer that is compressed anyway is still read.
      request.header("Accept-Encoding", "identity");
      request.header("User-Agent", "coda");
      call.headers().forEach(request::header);
      String login = settings.proxyAuthorization();
      if (login != null && "http".equals(call.address().getScheme())) {
        // Asked for it first, the body would have to be sent twice.
        request.header(PROXY_LOGIN, login);
      }
      byte[] body = call.body();
      return body == null ? request.get().build() : request.post(new JsonBody(body)).build();
    } catch (IllegalArgumentException e) {
      // The cause quotes the value, which may be a key.
      throw new ConfigurationException(
          "An address or header for "
              + call
              + " has a character that HTTP does not allow: check the base URL, the key"
              + " and headers of your own.");
    }
  }
}
