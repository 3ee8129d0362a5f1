package dev.coda.server.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.config.StartupException;
import dev.coda.server.fixture.DocumentedVariables;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.server.fixture.Variables;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrongVariablesTest {
  /** Several times the two seconds that it takes on a machine with nothing else to do. */
  private static final Duration SOON = Duration.ofSeconds(90);

  static Stream<Wrong> values() {
    return Stream.of(
        wrong("CODA_PORT", "abc", "from 0 to 65535"),
        wrong("CODA_PORT", "65536", "from 0 to 65535"),
        wrong("CODA_PORT", "-1", "from 0 to 65535"),
        wrong("CODA_DATA_DIR", "pom.xml", "must be a folder"),
        wrong("CODA_TOOLS_DIR", "pom.xml", "must be a folder"),
        wrong("CODA_TOOLS_ALLOWED_ADDRESSES", "nonsense here", "addresses separated by commas"),
        wrong("CODA_MCP_CONFIG", "/nope.json", "a file that can be read"),
        wrong("CODA_SUMMARY_MODEL", "gpt", "provider/name"),
        wrong("CODA_LEASE_TIME", "abc", "from 1s to 1h, such as 15s or 10m"),
        wrong("CODA_LEASE_TIME", "0s", "from 1s to 1h"),
        wrong("CODA_LEASE_TIME", "99999999999999999d", "from 1s to 1h"),
        wrong("CODA_MAX_STEPS", "0", "from 1 to 2147483647"),
        wrong("CODA_MAX_STEPS", "9999999999", "from 1 to 2147483647"),
        wrong("CODA_MAX_TOOL_CALLS", "-1", "from 0 to"),
        wrong("CODA_MAX_RUN_TIME", "soon", "from 1s to 30d"),
        wrong("CODA_MAX_TOKENS", "many", "at least 1"),
        wrong("CODA_MAX_COST_USD", "-0.5", "more than 0"),
        wrong("CODA_JUDGE_MODEL", "gpt", "provider/name"),
        wrong("CODA_JUDGE_TIMEOUT", "1 fortnight", "a time from"),
        wrong("CODA_TITLE_MODEL", "gpt", "provider/name"),
        wrong("CODA_MAX_OFFERED_TOOLS", "1", "from 2 to"),
        wrong("CODA_LENIENT_TOOL_INPUT", "a little", "true or false"),
        wrong("CODA_MEMORY_ENABLED", "maybe", "true or false"),
        wrong("CODA_COMPACT_LOGS_AFTER", "5m", "from 1h to 36500d, such as 12h or 90d"),
        wrong("CODA_MEMORY_QUERY_TIME", "soon", "from 0s to 1h"),
        wrong("CODA_EMBEDDING_MODEL", "m".repeat(101), "at most 100 characters"),
        wrong("CODA_EMBEDDING_BASE_URL", "https://ada:hunter2@host/v1", "http or https address"),
        wrong("CODA_EMBEDDING_API_KEY", "sk hunter2", "a key without"),
        wrong("CODA_ROUTER_FILE", "/nope.yml", "/nope.yml"),
        wrong("CODA_ROUTER_FILE", "pom.xml", "the router's settings"),
        wrong("CODA_MAX_ANSWER_BYTES", "4MB", "from 1 to"),
        wrong("CODA_MAX_TOOL_INPUT_BYTES", "0", "from 1 to"),
        wrong("CODA_MAX_RUN_BYTES", "-1", "from 1 to"),
        wrong("CODA_CONCURRENT_RUNS", "0", "from 1 to"),
        wrong("CODA_REQUESTS_PER_MINUTE", "0", "from 1 to"),
        wrong("CODA_TOKENS_PER_MINUTE", "2e5", "from 1 to"),
        wrong("CODA_MAX_ACTIVE_RUNS", "all", "from 1 to"),
        wrong("CODA_MAX_START_DELAY", "0s", "from 1ms to 1h"),
        wrong("CODA_SHUTDOWN_DRAIN", "-1s", "from 0s to 1h"),
        wrong("CODA_MAX_CONNECTIONS", "0", "from 1 to"),
        wrong("CODA_MAX_CONNECTIONS_PER_CLIENT", "-5", "from 1 to"),
        wrong("CODA_HEADER_TIMEOUT", "0s", "from 1ms to 1h"),
        wrong("CODA_BODY_IDLE_TIMEOUT", "never", "from 1ms to 1h"),
        wrong("CODA_BODY_TIMEOUT", "2h", "from 1ms to 1h"),
        wrong("CODA_KEEP_ALIVE_TIMEOUT", "long", "from 1ms to 1h"),
        wrong("CODA_WRITE_TIMEOUT", "x", "from 1ms to 1h"),
        wrong("CODA_SOCKETS_PER_USER", "0", "from 1 to"),
        wrong("CODA_MAX_TRANSFERS", "0", "from 1 to"),
        wrong("CODA_MAX_TRANSFERS_PER_USER", "1.5", "from 1 to"),
        wrong("CODA_ATTACHMENT_BYTES", "100000000", "from 1 to"),
        wrong("CODA_ATTACHMENT_BYTES_PER_USER", "0", "at least 1"),
        wrong("CODA_REGISTRATIONS_PER_CLIENT", "0", "from 1 to"),
        wrong("CODA_REGISTRATIONS", "many", "from 1 to"),
        wrong("CODA_QUOTA_TOKENS", "0", "at least 1"),
        wrong("CODA_QUOTA_REQUESTS", "many", "at least 1"),
        wrong("CODA_QUOTA_COST_USD", "0", "more than 0"),
        wrong("CODA_METRICS_TOKEN", "hunter2 hunter2", "a key without"),
        wrong("CODA_TRUSTED_PROXIES", "proxy.example", "such as 10.0.0.0/8"),
        wrong("OPENAI_PROTOCOL", "assistants", "responses or chat_completions"),
        wrong("HOSTED_PROFILE", "nonesuch", "ollama"),
        wrong("DATABASE_URL", "mysql://ada:hunter2@host/db", "postgresql://"),
        wrong("DATABASE_URL", "postgresql://ada:hunter2@host/db?sslmode=maybe", "sslmode"),
        wrong("DATABASE_URL", "postgresql://ada:hunter2%zz@host/db", "postgresql://"),
        wrong("DATABASE_REPLICA_URL", "mysql://ada:hunter2@host/db", "postgresql://"),
        wrong("REDIS_URL", "http://hunter2:6379", "redis://"),
        wrong("REDIS_URL", "redis://hunter2:port", "redis://"),
        wrong("CODA_JWT_SECRET", "hunter2", "at least 32 bytes"),
        wrong("CODA_JWT_SECRET", "hunter2${hunter2", "${"),
        wrong("CODA_ENCRYPTION_KEYS", "hunter2,hunter2", "Fernet"),
        wrong("OPENAI_API_KEY", "sk-hunter2\nx", "a key without"),
        wrong("ANTHROPIC_API_KEY", "sk hunter2", "a key without"),
        wrong("GOOGLE_API_KEY", "sk-hunter2\u00fc", "a key without"),
        wrong("GOOGLE_API_KEY", "sk-hunter2\t", "a key without"),
        wrong("HOSTED_API_KEY", "sk-hunter2 ", "a key without"),
        wrong("OPENAI_BASE_URL", "https://ada:hunter2@host/v1", "http or https address"),
        wrong("ANTHROPIC_BASE_URL", "hunter2", "http or https address"),
        wrong("GOOGLE_BASE_URL", "ftp://hunter2/", "http or https address"),
        wrong("HOSTED_BASE_URL", "hunter2:80", "http or https address"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void isOneSentenceThatNamesItAndWhatItAccepts(Wrong wrong) {
    assertThatThrownBy(() -> validate(Map.of(wrong.name(), wrong.value())))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith(wrong.name())
        .hasMessageContaining(wrong.expected())
        .hasMessageMatching("[^\n]*\\.")
        .satisfies(failure ->
            assertThat(String.valueOf(failure.getMessage()).contains("hunter2"))
                .as("secret")
                .isFalse());
  }

  @Test
  void everyVariableOfTheDocumentIsKnownAndTriedHere() {
    assertThat(StartupSettings.names()).isEqualTo(DocumentedVariables.names());
    assertThat(values().map(Wrong::name)).containsAll(DocumentedVariables.names());
  }

  @Test
  void allThatAreWrongEndAProcessAtOnceWithALineEach() {
    Map<String, String> all = new TreeMap<>();
    values().forEach(each -> all.put(each.name(), each.value()));
    Instant start = Instant.now();

    try (ServerProcess server = ServerProcess.start(all)) {
      List<String> output = server.awaitEnd();

      assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(
              output.stream()
                  .map(line -> line.replaceFirst(" .*", ""))
                  .collect(Collectors.toList()))
          .containsExactlyInAnyOrderElementsOf(all.keySet());
      assertThat(String.join("\n", output)).doesNotContain("hunter2");
    }
  }

  @Test
  void namesThatLookLikeSettingsAreWarnedOf() {
    try (ApplicationContext context = context(Map.of("CODA_PROT", "8080", "OTHER", "x"))) {
      assertThat(StartupSettings.unknown(context.getEnvironment())).containsExactly("CODA_PROT");
    }
  }

  private static void validate(Map<String, Object> variables) {
    try (ApplicationContext context = context(variables)) {
      StartupSettings.validate(context.getEnvironment());
    }
  }

  private static ApplicationContext context(Map<String, Object> variables) {
    ApplicationContext context = Variables.context(variables);
    context.getEnvironment().start();
    return context;
  }

  private static Wrong wrong(String name, String value, String expected) {
    return new Wrong(name, value, expected);
  }

  record Wrong(String name, String value, String expected) {}
}
