package dev.coda.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.CodaServer;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.Variables;
import dev.coda.server.secret.Secrets;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryOffTest {
  @Test
  void recallsNothingInATurnAndFindsWordsInASearch() {
    DatabaseAddress database = RunningServer.shared().bean(DatabaseAddress.class);
    Secrets secrets = RunningServer.shared().bean(Secrets.class);
    Map<String, Object> variables =
        Map.of(
            "CODA_PORT",
            "0",
            "DATABASE_URL",
            "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                    database.user(),
                    database.password(),
                    database.host(),
                    database.port(),
                    database.database()),
            "CODA_JWT_SECRET",
            secrets.jwtSecret(),
            "CODA_ENCRYPTION_KEYS",
            String.join(",", secrets.encryptionKeys()),
            "CODA_MEMORY_ENABLED",
            "false");
    try (ApplicationContext context = Variables.context(variables)) {
      URI server = CodaServer.start(context).getURI();
      ApiClient user = ApiClient.of(server).bearer(RunningServer.newToken(server));
      user.post("/api/v1/chat/stream", "{\"content\": \"My puppy is called Otto\"}");

      String second =
          user.post("/api/v1/chat/stream", "{\"content\": \"My puppy is called Otto\"}").body();

      assertThat(second).contains("run_finished").doesNotContain("memory_recalled");
      assertThat(user.get("/api/v1/sessions?q=puppy").json().path("items")).hasSize(2);
    }
  }
}
