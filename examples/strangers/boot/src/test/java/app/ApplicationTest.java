package app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.core.TimeOrderedIds;
import dev.coda.store.postgres.PostgresStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

@SpringBootTest
class ApplicationTest {
  @TestConfiguration
  static class Database {
    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() throws IOException {
      return EmbeddedPostgres.start();
    }

    /** Coda comes first, which the application's own migrations must not mind. */
    @Bean
    DataSource dataSource(EmbeddedPostgres postgres) {
      DataSource database = postgres.getPostgresDatabase();
      PostgresStores.create(database).close();
      return database;
    }
  }

  @Autowired private ApplicationContext context;
  @Autowired private Agent agent;
  @Autowired private PostgresStores stores;
  @Autowired private Bookings bookings;
  @Autowired private JdbcTemplate database;

  @Test
  void callsTransactionalBean() {
    assertThat(AopUtils.isCglibProxy(bookings)).isTrue();

    assertThat(ask("use book {\"guest\": \"Ada\"}")).contains("A room is booked for Ada");
    assertThat(database.queryForList("SELECT guest FROM bookings", String.class))
        .containsExactly("Ada");
    assertThat(database.queryForList("SELECT id FROM coda.runs")).isNotEmpty();
  }

  @Test
  void writesEventsWithTheMapperOfTheFramework() {
    Object mapper =
        context.getBean(
            context.containsBean("jacksonJsonMapper")
                ? "jacksonJsonMapper"
                : "jacksonObjectMapper");
    Session session = newSession();
    try (Run run = agent.start(RunRequest.of(session.id(), "Hi"))) {
      for (RunEvent event : run) {
        String written = ReflectionTestUtils.invokeMethod(mapper, "writeValueAsString", event);
        assertThat(written).isEqualTo(event.toJson()).contains("\"run_id\":");
      }
    }
  }

  @Test
  void hasOneOkHttp() throws IOException {
    assertThat(
            Collections.list(
                getClass().getClassLoader().getResources("okhttp3/OkHttpClient.class")))
        .hasSize(1);
  }

  private String ask(String question) {
    StringBuilder answer = new StringBuilder();
    try (Run run = agent.start(RunRequest.of(newSession().id(), question))) {
      for (RunEvent event : run) {
        if (event.payload() instanceof ContentDelta text) {
          answer.append(text.delta());
        }
      }
    }
    return answer.toString();
  }

  private Session newSession() {
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    return session;
  }
}
