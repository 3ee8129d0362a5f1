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
 * What all HTTP tools share: connections, the address guard and limits.
 *
 * <p>It takes nothing from its surroundings: no proxy, no cookies, no stored credentials, no
 * redirects of its own. Thread-safe.
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
            .addNetworkInterceptor(chain -> withoutInvitation(chain.proceed(chain.request())))
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
   * Returns why the endpoint's address cannot be called, as far as its text shows; empty if only a
   * lookup can tell.
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
    if (!HostText.needsNoLookup(url.host())) {
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

  /** OkHttp itself repeats a request whose 503 says "Retry-After: 0". */
  private static Response withoutInvitation(Response response) {
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
     * Sets which addresses may be dialled; public ones only by default.
     *
     * @param value which addresses may be dialled
     * @return this builder
     */
    public Builder guard(AddressGuard value) {
      this.guard = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets how names are resolved; by the operating system by default.
     *
     * @param value how names are resolved
     * @return this builder
     */
    public Builder resolver(NameResolver value) {
      this.resolver = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets how long an answer can be to be kept in the conversation, in bytes after decompression;
     * 1 MiB by default. What is longer becomes a file.
     *
     * @param value how long an answer can be to be kept in the conversation, in bytes after
     *     decompression
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
     * Sets how much of a response is read at most; 8 MiB by default.
     *
     * @param value how much of a response is read at most
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
     * Sets how long a connection may take to open; 5 seconds by default.
     *
     * @param value how long a connection may take to open
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
     * Sets the clock against which deadlines are read; the system's by default.
     *
     * @param value the clock against which deadlines are read
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
