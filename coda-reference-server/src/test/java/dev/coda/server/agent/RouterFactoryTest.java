package dev.coda.server.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.model.ModelRef;
import dev.coda.core.routing.ModelRouter;
import dev.coda.server.config.StartupException;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.secret.Secrets;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterFactoryTest {
  private static final ModelRef FAST = new ModelRef("route", "fast");

  @TempDir Path folder;

  @Test
  void withoutSettingsThereAreNoRoutes() {
    assertThat(router(Map.of()).aliases()).isEmpty();
  }

  @Test
  void readsTheBlockOfTheServersConfiguration() {
    ModelRouter router =
        router(Map.of("micronaut.config.files", "classpath:application-with-routes.yml"));

    assertThat(router.aliases()).containsExactly("fast");
    assertThat(router.models()).extracting(model -> model.ref()).contains(FAST);
    assertThat(router.model(FAST, Map.of()).ref()).isEqualTo(FAST);
    // Its own name leads to a route, whose second target needs no key.
    assertThat(router.model(ModelRef.of("openai/gpt-5"), Map.of()).first())
        .isEqualTo(ModelRef.of("demo/demo"));
  }

  @Test
  void readsAFileOfYamlOrJson() throws Exception {
    Path yaml =
        Files.writeString(folder.resolve("r.yml"), "routes: {fast: {targets: [demo/demo]}}");
    Path json =
        Files.writeString(
            folder.resolve("r.json"), "{\"routes\": {\"fast\": {\"targets\": [\"demo/demo\"]}}}");

    assertThat(file(yaml).aliases()).containsExactly("fast");
    assertThat(file(json).aliases()).containsExactly("fast");
  }

  @Test
  void aRouteWhoseProvidersHaveNoKeyIsNotListed() throws Exception {
    Path yaml =
        Files.writeString(folder.resolve("r.yml"), "routes: {far: {targets: [openai/gpt-5]}}");

    assertThat(file(yaml).models())
        .extracting(model -> model.ref().provider())
        .containsOnly("demo");
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws Exception {
    Path missing = folder.resolve("missing.yml");
    Path unknown = Files.writeString(folder.resolve("a.yml"), "routes: {}\nretries: 3");
    Path stranger =
        Files.writeString(folder.resolve("b.yml"), "routes: {fast: {targets: [nobody/m]}}");
    Path broken = Files.writeString(folder.resolve("c.yml"), "routes: {fast");

    assertThatThrownBy(() -> file(missing)).rootCause().hasMessageContaining("missing.yml");
    assertSaid(missing, "CODA_ROUTER_FILE");
    assertSaid(unknown, "retries");
    assertSaid(stranger, "there is no provider 'nobody'");
    assertSaid(broken, "is not YAML");
  }

  private static void assertSaid(Path file, String words) {
    assertThatThrownBy(() -> file(file))
        .hasStackTraceContaining(StartupException.class.getName())
        .hasStackTraceContaining(file.getFileName().toString())
        .hasStackTraceContaining(words);
  }

  private static ModelRouter file(Path file) {
    return router(Map.of("coda.router.file", file.toString()));
  }

  private static ModelRouter router(Map<String, Object> properties) {
    Map<String, Object> own = new HashMap<>(properties);
    DatabaseAddress database = RunningServer.shared().bean(DatabaseAddress.class);
    Secrets secrets = RunningServer.shared().bean(Secrets.class);
    own.put(
        "database.url",
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.database()));
    own.put("coda.jwt-secret", secrets.jwtSecret());
    own.put("coda.encryption-keys", String.join(",", secrets.encryptionKeys()));
    ApplicationContext context = ApplicationContext.builder().properties(own).build();
    properties.forEach((name, value) -> {
      if (name.equals("micronaut.config.files")) {
        System.setProperty(name, value.toString());
      }
    });
    try (context) {
      return context.start().getBean(ModelRouter.class);
    } finally {
      System.clearProperty("micronaut.config.files");
    }
  }
}
