package dev.coda.providers;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.Credentials;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a transport, and the headers that it adds to each call. A stream may take any time
 * as long as data arrives. The text form shows the names of headers but not their values.
 * Immutable.
 */
public final class TransportSettings {
  /** Headers by which hosts take a key. */
  private static final Set<String> KEYS =
      caseless("authorization", "api-key", "x-api-key", "x-goog-api-key", "cookie");

  private final Duration connectTimeout;
  private final Duration firstByteTimeout;
  private final Duration idleTimeout;
  private final int maxConcurrentCalls;
  private final @Nullable Proxy proxy;
  private final @Nullable String proxyAuthorization;
  private final Map<String, String> headers;
  private final Clock clock;

  private TransportSettings(Builder builder) {
    this.connectTimeout = builder.connectTimeout;
    this.firstByteTimeout = builder.firstByteTimeout;
    this.idleTimeout = builder.idleTimeout;
    this.maxConcurrentCalls = builder.maxConcurrentCalls;
    this.proxy = builder.proxy;
    this.proxyAuthorization = builder.proxyAuthorization;
    this.headers = builder.headers;
    this.clock = builder.clock;
  }

  /** {@return the limits that suit a public provider} */
  public static TransportSettings defaults() {
    return builder().build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from these settings.
   *
   * @return the builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.connectTimeout = connectTimeout;
    builder.firstByteTimeout = firstByteTimeout;
    builder.idleTimeout = idleTimeout;
    builder.maxConcurrentCalls = maxConcurrentCalls;
    builder.proxy = proxy;
    builder.proxyAuthorization = proxyAuthorization;
    builder.headers = headers;
    builder.clock = clock;
    return builder;
  }

  /**
   * {@return the time limit for connecting to one address of the provider: 10 seconds by default}
   */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /**
   * {@return the time limit from the start of a call until the headers of the answer arrive: 2
   * minutes by default}
   */
  public Duration firstByteTimeout() {
    return firstByteTimeout;
  }

  /**
   * {@return the time limit for a pause within an answer: 2 minutes by default, since some models
   * think for this long}
   */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  /** {@return the maximum number of active calls, 2000 by default; others wait} */
  public int maxConcurrentCalls() {
    return maxConcurrentCalls;
  }

  /** {@return the proxy; null to use the proxy of the JVM, if it has one} */
  public @Nullable Proxy proxy() {
    return proxy;
  }

  /** {@return the credentials for the proxy; null for none} */
  public @Nullable String proxyAuthorization() {
    return proxyAuthorization;
  }

  /** {@return the headers that are added to calls, by name; the case of names does not matter} */
  public Map<String, String> headers() {
    return headers;
  }

  /** {@return whether one of the headers carries a key} */
  public boolean hasKeyInHeaders() {
    return headers.keySet().stream().anyMatch(KEYS::contains);
  }

  /**
   * {@return the headers that are added to a call with these credentials} If the credentials have
   * their own base URL, there are none. If they have only a key, headers that contain a key are
   * left out.
   *
   * @param credentials null for the provider's own
   */
  public Map<String, String> headersFor(@Nullable Credentials credentials) {
    if (credentials == null) {
      return headers;
    }
    if (credentials.baseUrl().isPresent()) {
      return Map.of();
    }
    Map<String, String> harmless = new TreeMap<>(headers);
    harmless.keySet().removeIf(KEYS::contains);
    return harmless;
  }

  /**
   * Checks that no header replaces the header in which the provider sends its key.
   *
   * @param provider the name of the provider
   * @param header the name of the header
   * @throws ConfigurationException if this header is set
   */
  public void checkLeftOpen(String provider, String header) {
    if (headers.containsKey(header)) {
      throw new ConfigurationException(
          "The header "
              + header
              + " of "
              + provider
              + " is set twice: leave it out, or the key of the provider.");
    }
  }

  @Override
  public String toString() {
    return "TransportSettings[headers=" + headers.keySet() + "]";
  }

  private static Set<String> caseless(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return Collections.unmodifiableSet(set);
  }

  /** {@return the clock with which a date in {@code Retry-After} is compared} */
  public Clock clock() {
    return clock;
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration firstByteTimeout = Duration.ofMinutes(2);
    private Duration idleTimeout = Duration.ofMinutes(2);
    private int maxConcurrentCalls = 2000;
    private @Nullable Proxy proxy;
    private @Nullable String proxyAuthorization;
    private Map<String, String> headers = Map.of();
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /**
     * Sets the time limit for connecting to one address of the provider.
     *
     * @param value the time to reach one address
     * @return this builder
     */
    public Builder connectTimeout(Duration value) {
      connectTimeout = positive(value);
      return this;
    }

    /**
     * Sets the time limit from the start of a call until the headers of the answer arrive.
     *
     * @param value the time limit
     * @return this builder
     */
    public Builder firstByteTimeout(Duration value) {
      firstByteTimeout = positive(value);
      return this;
    }

    /**
     * Sets the time limit for a pause within an answer.
     *
     * @param value the longest pause
     * @return this builder
     */
    public Builder idleTimeout(Duration value) {
      idleTimeout = positive(value);
      return this;
    }

    /**
     * Limits the number of active calls.
     *
     * @param value the number of calls
     * @return this builder
     */
    public Builder maxConcurrentCalls(int value) {
      maxConcurrentCalls = value;
      return this;
    }

    /**
     * Sets a proxy, which is used instead of the JVM's.
     *
     * @param value the proxy
     * @return this builder
     */
    public Builder proxy(Proxy value) {
      proxy = value;
      proxyAuthorization = null;
      return this;
    }

    /**
     * Sets an HTTP proxy with Basic authentication.
     *
     * @param value an HTTP proxy with Basic authentication
     * @param user the user's name at the proxy
     * @param password the user's password at the proxy
     * @return this builder
     */
    public Builder proxy(Proxy value, String user, String password) {
      if (value.type() != Proxy.Type.HTTP) {
        throw new IllegalArgumentException("only an HTTP proxy takes credentials");
      }
      proxy = value;
      proxyAuthorization = okhttp3.Credentials.basic(user, password);
      return this;
    }

    /**
     * Sets headers that are added to each call, such as {@code OpenAI-Organization}, {@code
     * anthropic-beta} or, for a host with this header, {@code api-key}. They replace headers of the
     * same name, except for the header with the provider's key.
     *
     * @param value headers that are added to each call, such as {@code OpenAI-Organization}, {@code
     *     anthropic-beta} or, for a host with this header, {@code api-key}
     * @return this builder
     */
    public Builder headers(Map<String, String> value) {
      Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      copy.putAll(value);
      headers = Collections.unmodifiableMap(copy);
      return this;
    }

    /**
     * Sets the clock.
     *
     * @param value the clock
     * @return this builder
     */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** {@return the settings} */
    public TransportSettings build() {
      return new TransportSettings(this);
    }

    private static Duration positive(Duration value) {
      if (value.toMillis() < 1) {
        throw new IllegalArgumentException("a timeout must be at least a millisecond");
      }
      return value;
    }
  }
}
