package dev.coda.server.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.RunningServer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import org.junit.jupiter.api.Test;

class TrustedClientAddressTest {
  @Test
  void micronautBelievesNoHeaderOfAnUntrustedClient() {
    HttpClientAddressResolver resolver =
        RunningServer.shared().bean(HttpClientAddressResolver.class);
    HttpRequest<?> request =
        HttpRequest.GET("/")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("Forwarded", "for=203.0.113.9");

    assertThat(resolver.resolve(request)).isNotNull().doesNotContain("203.0.113.9");
  }
}
