package dev.coda.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.config.StartupException;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySourcePropertyResolver;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FreePortTest {
  @Test
  void namesThePortThatAnotherProgramUsesAndTheSettingThatChangesIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      int port = other.getLocalPort();
      var settings =
          new PropertySourcePropertyResolver(PropertySource.of("test", Map.of("coda.port", port)));

      assertThatThrownBy(() -> FreePort.require(settings))
          .isInstanceOf(StartupException.class)
          .hasMessageStartingWith("Port %d cannot be used", port)
          .hasMessageEndingWith("set CODA_PORT to another.");
    }
  }
}
