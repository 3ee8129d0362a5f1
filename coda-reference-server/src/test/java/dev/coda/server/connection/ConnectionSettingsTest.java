package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionSettingsTest {
  @TempDir private Path data;

  @Test
  void readsEachLimitFromItsVariable() {
    Map<String, Object> variables =
        Map.of(
            "CODA_DATA_DIR", data.toString(),
            "CODA_MAX_CONNECTIONS", "7",
            "CODA_MAX_CONNECTIONS_PER_CLIENT", "5",
            "CODA_HEADER_TIMEOUT", "1s",
            "CODA_BODY_IDLE_TIMEOUT", "2s",
            "CODA_BODY_TIMEOUT", "3m",
            "CODA_KEEP_ALIVE_TIMEOUT", "4s",
            "CODA_WRITE_TIMEOUT", "5s");

    assertThat(settings(variables))
        .isEqualTo(
            new ConnectionSettings(
                7,
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofMinutes(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5)));
  }

  @Test
  void namesVariableThatIsTooSmall() {
    Map<String, Object> variables =
        Map.of("CODA_DATA_DIR", data.toString(), "CODA_HEADER_TIMEOUT", "0s");

    assertThatThrownBy(() -> settings(variables))
        .rootCause()
        .hasMessageContaining("CODA_HEADER_TIMEOUT must be more than 0");
  }

  private static ConnectionSettings settings(Map<String, Object> variables) {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .propertySources(
                PropertySource.of("variables", variables, PropertyConvention.ENVIRONMENT_VARIABLE))
            .start()) {
      return context.getBean(ConnectionSettings.class);
    }
  }
}
