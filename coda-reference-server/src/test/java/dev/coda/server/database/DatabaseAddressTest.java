package dev.coda.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.config.StartupException;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:p%40ss+word@db.example:5433/coda",
        "postgres://ada:p%40ss+word@db.example:5433/coda",
        "jdbc:postgresql://ada:p%40ss+word@db.example:5433/coda",
        "jdbc:postgresql://db.example:5433/coda?user=ada&password=p%40ss%2Bword"
      })
  void allUsualFormsMeanTheSame(String url) {
    assertThat(DatabaseAddress.parse(url))
        .isEqualTo(new DatabaseAddress("db.example", 5433, "coda", "ada", "p@ss+word", Map.of()));
  }

  @Test
  void thePortMayBeLeftOutAndOptionsAreKept() {
    DatabaseAddress address =
        DatabaseAddress.parse("postgresql://ada@db.example/coda?sslmode=require&user=bob");

    assertThat(address.port()).isEqualTo(5432);
    assertThat(address.user()).isEqualTo("ada");
    assertThat(address.jdbcUrl())
        .isEqualTo("jdbc:postgresql://db.example:5432/coda?sslmode=require");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://ada:s3cret@db.example/coda",
        "postgresql://ada:s3cret@/coda",
        "postgresql://ada:s3cret@db.example",
        "postgresql://:s3cret@db.example/coda",
        "ada:s3cret@db.example/coda",
        "postgresql://ada:s3 cret@db.example/coda"
      })
  void anythingElseIsRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageNotContaining("s3");
  }

  @Test
  void optionsReachEveryConnection() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgresql://ada@db.example/coda?sslmode=verify-full&sslrootcert=%2Fetc%2Fa%20b.pem"
                + "&currentSchema=coda");

    assertThat(address.jdbcUrl())
        .endsWith("/coda?currentSchema=coda&sslmode=verify-full&sslrootcert=%2Fetc%2Fa+b.pem");
    assertThat(address.schema()).isEqualTo("coda");
    ConnectionFactoryOptions options =
        R2dbcOptions.point(ConnectionFactoryOptions.builder(), address).build();
    assertThat(options.getValue(PostgresqlConnectionFactoryProvider.SSL_MODE))
        .isEqualTo(SSLMode.VERIFY_FULL);
    assertThat(options.getValue(PostgresqlConnectionFactoryProvider.SSL_ROOT_CERT))
        .isEqualTo("/etc/a b.pem");
    assertThat(options.getValue(PostgresqlConnectionFactoryProvider.CURRENT_SCHEMA))
        .isEqualTo("coda");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=on",
        "sslmode",
        "ssl=true",
        "channel_binding=require",
        "currentSchema=A\"B",
        "sslrootcert="
      })
  void anOptionThatCannotBeHeededStopsTheStart(String option) {
    String url = "postgresql://ada:s3cret@db.example/coda?" + option.replace("\"", "%22");

    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageContaining(option.replaceFirst("=.*", ""))
        .hasMessageContaining("sslmode")
        .hasMessageNotContaining("s3");
  }
}
