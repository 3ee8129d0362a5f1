package dev.coda.server.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.UserId;
import dev.coda.api.model.Credentials;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.signal.Signals;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.secret.KeyRing;
import dev.coda.server.secret.RandomText;
import dev.coda.server.secret.Secrets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RotatedKeysTest {
  private static final String OLD = Base64.getUrlEncoder().encodeToString(RandomText.bytes());
  private static final String NEW = Base64.getUrlEncoder().encodeToString(RandomText.bytes());

  private final RunningServer server = RunningServer.shared();
  private final UserId user = newUser();

  @Test
  void aKeyThatIsUsedMovesToTheFirstKeyOfTheRing() {
    keys(OLD).put(user, new NewApiKey("openai", "sk-secret"));

    assertThat(key(keys(NEW, OLD))).contains("sk-secret");

    assertThat(key(keys(NEW))).contains("sk-secret");
    assertThat(key(keys(OLD))).isEmpty();
  }

  private Optional<String> key(ApiKeys keys) {
    return Optional.ofNullable(keys.credentials(user).get("openai")).map(Credentials::apiKey);
  }

  private UserId newUser() {
    ApiClient client = server.newUser();
    return new UserId(UUID.fromString(client.get("/api/v1/auth/me").json().get("id").textValue()));
  }

  private ApiKeys keys(String... ring) {
    return new ApiKeys(
        server.bean(KeyRepository.class),
        new KeyRing(new Secrets("not used", List.of(ring))),
        server.bean(ModelRouter.class),
        server.clock(),
        Signals.none());
  }
}
