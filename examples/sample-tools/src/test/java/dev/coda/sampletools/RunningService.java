package dev.coda.sampletools;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts a service whose clock stands still, and hands tests a client for it. */
final class RunningService implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  static final Instant NOW = Instant.parse("2026-03-29T00:59:59.123456Z");

  private @Nullable SampleToolService service;

  static SampleToolService start(Duration solverTimeLimit) throws Exception {
    return SampleToolService.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Clock.fixed(NOW, ZoneOffset.UTC),
        solverTimeLimit);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    service = start(Duration.ofSeconds(10));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (service != null) {
      service.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ToolClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (service == null) {
      throw new IllegalStateException("The service has not been started");
    }
    return ToolClient.of(service);
  }
}
