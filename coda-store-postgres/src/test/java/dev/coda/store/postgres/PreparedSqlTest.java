package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PreparedSqlTest {
  @Test
  void findsEachPlaceOfAParameter() {
    PreparedSql sql =
        PreparedSql.of("SELECT :a::uuid, :b FROM t WHERE x = ANY (:many::text[]) AND y = :a");

    assertThat(sql.positions("a")).containsExactly(1, 4);
    assertThat(sql.positions("b")).containsExactly(2);
    assertThat(sql.positions("many")).containsExactly(3);
    assertThat(sql)
        .asString()
        .startsWith("SELECT ?::uuid, ? FROM t WHERE x = ANY (?::text[]) AND y = ?");
  }

  @Test
  void refusesParametersThatTheStatementDoesNotHave() {
    PreparedSql sql = PreparedSql.of("SELECT 1::bigint");

    assertThatThrownBy(() -> sql.positions("bigint"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'bigint'");
  }
}
