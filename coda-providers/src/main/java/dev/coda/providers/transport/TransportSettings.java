package dev.coda.providers.transport;

import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds the limits of a transport. There is no limit on the whole of a healthy stream. Immutable.
 */
public final class TransportSettings {
  private final Duration connectTimeout;
  private final Duration firstByteTimeout;
  private final Duration idleTimeout;
  private final int maxConcurrentCalls;
  private final @Nullable Proxy proxy;
  private final Clock clock;

  private TransportSettings(Builder builder) {
    this.connectTimeout = builder.connectTimeout;
    this.firstByteTimeout = builder.firstByteTimeout;
    this.idleTimeout = builder.idleTimeout;
    this.maxConcurrentCalls = builder.maxConcurrentCalls;
    this.proxy = builder.proxy;
    this.clock = builder.clock;
  }

  /** Returns the limits that suit a public provider. */
  public static TransportSettings defaults() {
    return builder().build();
  }

  /** Starts from {@link #defaults()}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the limit on reaching one address of the provider: 10 seconds. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** Returns the limit from the start of a call to the head of its answer: 2 minutes. */
  public Duration firstByteTimeout() {
    return firstByteTimeout;
  }

  /** Returns the limit on silence within an answer: 2 minutes, as long as some models think. */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  /** Returns how many calls may be under way at once; others wait: 2000. */
  public int maxConcurrentCalls() {
    return maxConcurrentCalls;
  }

  /** Returns the proxy; null for the one of the JVM, if any. */
  public @Nullable Proxy proxy() {
    return proxy;
  }

  /** Returns the clock by which a date in {@code Retry-After} is read. */
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
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /** Limits reaching one address of the provider. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = positive(value);
      return this;
    }

    /** Limits the time from the start of a call to the head of its answer. */
    public Builder firstByteTimeout(Duration value) {
      firstByteTimeout = positive(value);
      return this;
    }

    /** Limits silence within an answer. */
    public Builder idleTimeout(Duration value) {
      idleTimeout = positive(value);
      return this;
    }

    /** Caps the calls under way at once. */
    public Builder maxConcurrentCalls(int value) {
      maxConcurrentCalls = value;
      return this;
    }

    /** Sets a proxy in place of the JVM's. */
    public Builder proxy(Proxy value) {
      proxy = value;
      return this;
    }

    /** Sets the clock. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** Creates the settings. */
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
