package dev.coda.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsAccessTest {
  private static final MetricsAccess LOCAL = new MetricsAccess("");
  private static final MetricsAccess BY_TOKEN = new MetricsAccess("metrics-secret");

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void withoutATokenThisMachineIsLetIn(String address) {
    assertThatCode(() -> LOCAL.check(from(address))).doesNotThrowAnyException();
  }

  @Test
  void withoutATokenOthersAreNot() {
    refused(LOCAL, from("10.0.0.7"));
  }

  @ParameterizedTest
  @CsvSource({"X-Forwarded-For, 10.0.0.7", "Forwarded, for=10.0.0.7", "Via, 1.1 proxy"})
  void aProxyOnThisMachineIsNotThisMachine(String header, String value) {
    refused(LOCAL, from("127.0.0.1", header, value));
  }

  @Test
  void withATokenWhoeverHasItIsLetIn() {
    assertThatCode(() -> BY_TOKEN.check(from("10.0.0.7", "Authorization", "Bearer metrics-secret")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer metrics", "metrics-secret", "Bearer ", "Basic metrics-secret"})
  void withATokenNobodyElseIsEvenOnThisMachine(String header) {
    refused(BY_TOKEN, from("127.0.0.1", "Authorization", header));
    refused(BY_TOKEN, from("127.0.0.1"));
  }

  private static void refused(MetricsAccess access, HttpRequest<?> request) {
    assertThatThrownBy(() -> access.check(request))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
  }

  private static HttpRequest<?> from(String address, String header, String value) {
    return at(address, HttpRequest.GET("/prometheus").header(header, value));
  }

  private static HttpRequest<?> from(String address) {
    return at(address, HttpRequest.GET("/prometheus"));
  }

  private static HttpRequest<?> at(String address, HttpRequest<Object> request) {
    return new HttpRequestWrapper<Object>(request) {
      @Override
      public InetSocketAddress getRemoteAddress() {
        return new InetSocketAddress(address, 40_000);
      }
    };
  }
}
