package dev.coda.bridge.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * The client that all HTTP tools share, with connections, the address guard and limits.
 *
 * <p>It uses nothing from its environment: no proxy, no cookies, no stored credentials, no
 * automatic redirects. Thread-safe.
 */
public final class HttpToolClient implements AutoCloseable {
  private final OkHttpClient repeating;
  private final OkHttpClient once;
  private final AddressGuard guard;
  private final NameResolver resolver;
  private final long maxResponseBytes;
  private final long maxFileBytes;
  private final Clock clock;

  private HttpToolClient(Builder builder) {
    this.guard = builder.guard;
    this.resolver = builder.resolver;
    this.maxResponseBytes = builder.maxResponseBytes;
    this.maxFileBytes = Math.max(builder.maxFileBytes, builder.maxResponseBytes);
    this.clock = builder.clock;
    // The deadline of the whole call bounds reading and writing.
    this.repeating = GuardedHttp.builder(guard, builder.connectTimeout).build();
    this.once =
        repeating
            .newBuilder()
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(chain -> withoutRetryAfter(chain.proceed(chain.request())))
            .build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** Closes idle connections. Calls already running continue. */
  @Override
  public void close() {
    repeating.connectionPool().evictAll();
  }

  /**
   * Returns the reason for which the endpoint's address cannot be called, if its text shows this;
   * empty if the name must be resolved first.
   *
   * @param endpoint the service
   * @return the reason
   */
  public Optional<String> refusal(HttpEndpoint endpoint) {
    HttpUrl url = endpoint.url();
    Optional<String> spelling = AddressGuard.unusualSpelling(url.host());
    if (spelling.isPresent()) {
      return spelling;
    }
    if (!HostNames.needsNoLookup(url.host())) {
      return Optional.empty();
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(url.host())) {
        if (guard.permits(address, url.port())) {
          return Optional.empty();
        }
      }
    } catch (UnknownHostException e) {
      return Optional.of(url.host() + " is not an address");
    }
    return Optional.of(
        "%s:%d is not a public address; to call it, it must be among the allowed addresses"
            .formatted(url.host(), url.port()));
  }

  /** OkHttp itself repeats a request if the answer is a 503 with {@code Retry-After: 0}. */
  private static Response withoutRetryAfter(Response response) {
    return response.newBuilder().removeHeader("Retry-After").build();
  }

  /** The client for one hop; a call that must not be repeated is not repeated here either. */
  OkHttpClient forHop(HttpUrl url, boolean repeatable, CallScope scope) {
    return (repeatable ? repeating : once)
        .newBuilder()
        .dns(new GuardedDns(resolver, guard, url.port(), scope))
        .build();
  }

  long maxResponseBytes() {
    return maxResponseBytes;
  }

  long maxFileBytes() {
    return maxFileBytes;
  }

  Clock clock() {
    return clock;
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private AddressGuard guard = AddressGuard.publicOnly();
    private NameResolver resolver = NameResolver.system();
    private long maxResponseBytes = 1024 * 1024;
    private long maxFileBytes = 8 * 1024 * 1024;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /**
     * Sets the guard that permits addresses; only public ones by default.
     *
     * @param value the guard
     * @return this builder
     */
    public Builder guard(AddressGuard value) {
      this.guard = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets the resolver of names; the operating system's by default.
     *
     * @param value the resolver
     * @return this builder
     */
    public Builder resolver(NameResolver value) {
      this.resolver = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets the maximum size of an answer that is kept in the conversation, in bytes after
     * decompression; 1 MiB by default. A longer answer becomes a file.
     *
     * @param value the size in bytes
     * @return this builder
     */
    public Builder maxResponseBytes(long value) {
      if (value < 1 || value > 64L * 1024 * 1024) {
        throw new IllegalArgumentException("maxResponseBytes must be 1 to 64 MiB");
      }
      this.maxResponseBytes = value;
      return this;
    }

    /**
     * Sets the maximum number of bytes of a response that are read; 8 MiB by default.
     *
     * @param value the number of bytes
     * @return this builder
     */
    public Builder maxFileBytes(long value) {
      if (value < 1 || value > 64L * 1024 * 1024) {
        throw new IllegalArgumentException("maxFileBytes must be 1 to 64 MiB");
      }
      this.maxFileBytes = value;
      return this;
    }

    /**
     * Sets the time limit for opening a connection; 5 seconds by default.
     *
     * @param value the time limit
     * @return this builder
     */
    public Builder connectTimeout(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("connectTimeout must be positive");
      }
      this.connectTimeout = value;
      return this;
    }

    /**
     * Sets the clock with which deadlines are compared; the system's by default.
     *
     * @param value the clock
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Creates the client. The caller closes it.
     *
     * @return the client
     */
    public HttpToolClient build() {
      return new HttpToolClient(this);
    }
  }
}
