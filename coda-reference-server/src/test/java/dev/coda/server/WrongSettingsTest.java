package dev.coda.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.secret.Secrets;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "coda.judge-model, gpt, CODA_JUDGE_MODEL",
    "coda.judge-model, nobody/gpt, CODA_JUDGE_MODEL",
    "coda.title-model, gpt, CODA_TITLE_MODEL",
    "coda.summary-model, route/none, CODA_SUMMARY_MODEL",
    "openai.protocol, assistants, OPENAI_PROTOCOL",
    "hosted.profile, nonesuch, HOSTED_PROFILE",
    "coda.max-steps, 0, CODA_MAX_STEPS",
    "coda.trusted-proxies, proxy.example, CODA_TRUSTED_PROXIES",
    "coda.registrations, many, CODA_REGISTRATIONS",
    "coda.registrations-per-client, 0, CODA_REGISTRATIONS_PER_CLIENT"
  })
  void aWrongSettingIsOneSentenceThatNamesIt(String property, String value, String named) {
    DatabaseAddress database = RunningServer.shared().bean(DatabaseAddress.class);
    String url =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.database());
    Map<String, Object> settings =
        Map.of(
            "coda.port",
            0,
            "database.url",
            url,
            "coda.jwt-secret",
            "0123456789abcdef0123456789abcdef",
            "coda.encryption-keys",
            String.join(",", RunningServer.shared().bean(Secrets.class).encryptionKeys()),
            property,
            value);

    Throwable failure =
        catchThrowable(
            () -> CodaServer.start(ApplicationContext.builder().properties(settings).build()));

    assertThat(failure).isNotNull();
    assertThat(StartupFailure.explain(failure))
        .contains(named)
        .doesNotContain("Exception", "Bean", "could not start");
  }
}
