package dev.coda.server.rate;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Makes the buckets of users. Thread-safe. */
@Factory
final class RateFactory {
  static final String REQUESTS = "requests";
  static final String TOKENS = "tokens";

  @Singleton
  @Named(REQUESTS)
  Buckets requests(RateSettings settings) {
    return new LocalBuckets(settings.requestsPerMinute(), System::nanoTime);
  }

  @Singleton
  @Named(TOKENS)
  Buckets tokens(RateSettings settings) {
    return new LocalBuckets(settings.tokensPerMinute(), System::nanoTime);
  }
}
