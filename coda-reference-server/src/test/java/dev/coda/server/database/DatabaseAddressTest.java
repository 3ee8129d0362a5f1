package dev.coda.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.config.StartupException;
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
        .isEqualTo(new DatabaseAddress("db.example", 5433, "coda", "ada", "p@ss+word", null));
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
}
