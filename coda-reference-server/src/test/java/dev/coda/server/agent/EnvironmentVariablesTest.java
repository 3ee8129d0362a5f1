package dev.coda.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.tool.ToolSource;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.bridge.schema.SchemaTools;
import dev.coda.core.routing.ModelRouter;
import dev.coda.server.CodaServer;
import dev.coda.server.admission.AdmissionSettings;
import dev.coda.server.config.ServerSettings;
import dev.coda.server.connection.ConnectionSettings;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.database.ReadDatabase;
import dev.coda.server.fixture.DocumentedVariables;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.Variables;
import dev.coda.server.process.ShutdownSettings;
import dev.coda.server.quota.QuotaSettings;
import dev.coda.server.rate.RateSettings;
import dev.coda.server.redis.Redis;
import dev.coda.server.secret.Secrets;
import dev.coda.server.socket.SocketSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentVariablesTest {
  private static final String JWT_SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void eachHasItsEffect() throws Exception {
    Map<String, Row> rows = rows();
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(DocumentedVariables.names());
    Map<String, Object> variables = new HashMap<>();
    rows.forEach((name, row) -> variables.put(name, row.value()));

    try (ApplicationContext context = Variables.context(variables)) {
      CodaServer.start(context);

      rows.forEach((name, row) ->
          assertThat(row.effect().apply(context)).as(name).isEqualTo(row.expected()));
    }
  }

  @Test
  void oneThatIsEmptyIsNotSet() throws Exception {
    Map<String, Object> variables = new HashMap<>();
    DocumentedVariables.names().forEach(name -> variables.put(name, ""));
    variables.put("CODA_PORT", "0");
    variables.put("DATABASE_URL", databaseUrl());
    variables.put("CODA_JWT_SECRET", JWT_SECRET);
    variables.put("CODA_ENCRYPTION_KEYS", keys());

    try (ApplicationContext context = Variables.context(variables)) {
      CodaServer.start(context);

      assertThat(context.getBean(ServerSettings.class))
          .isEqualTo(
              new ServerSettings(
                  Path.of(".coda"), Path.of("tools"), List.of(), 0, Duration.ofSeconds(15)));
      assertThat(context.getBean(MaximumLimits.class))
          .isEqualTo(new MaximumLimits(null, null, null, null, null));
      assertThat(context.getBean(ByteCeilings.class))
          .isEqualTo(new ByteCeilings(4L << 20, 1 << 20, 16L << 20));
      assertThat(context.getBean(QuotaSettings.class))
          .isEqualTo(new QuotaSettings(100_000, 1000, null));
      assertThat(context.getBean(RateSettings.class)).isEqualTo(new RateSettings(120, 200_000));
      assertThat(context.getBean(AuxiliaryModels.class).judgeTimeout())
          .isEqualTo(Duration.ofSeconds(10));
      assertThat(context.getBean(MemorySettings.class))
          .isEqualTo(new MemorySettings(null, Duration.ofMillis(50), null, null, null));
      assertThat(context.getBean(MemorySettings.class).enabled()).isTrue();
      assertThat(context.containsBean(McpTools.class)).isFalse();
      assertThat(context.containsBean(Redis.class)).isFalse();
      assertThat(context.getBean(ModelRouter.class).aliases()).isEmpty();
    }
  }

  private Map<String, Row> rows() throws Exception {
    Files.createDirectories(folder.resolve("tools/probe"));
    Files.writeString(
        folder.resolve("tools/probe/schema.json"),
        """
        {"description": "d", "url": "http://127.0.0.1:9/x", "parameters": {"type": "object"}}
        """);
    Path mcp =
        Files.writeString(
            folder.resolve("mcp.json"),
            "{\"mcpServers\": {\"absent\": {\"url\": \"http://127.0.0.1:9/mcp\"}}}");
    Path router =
        Files.writeString(folder.resolve("router.yml"), "routes: {fast: {targets: [demo/demo]}}");
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Map<String, Row> rows = new LinkedHashMap<>();
    rows.put(
        "CODA_PORT",
        row(Integer.toString(port), c -> c.getBean(EmbeddedServer.class).getPort(), port));
    rows.put(
        "CODA_DATA_DIR",
        row(
            folder.resolve("d"),
            c -> c.getBean(ServerSettings.class).dataDir(),
            folder.resolve("d")));
    rows.put(
        "CODA_TOOLS_DIR",
        row(folder.resolve("tools"), c -> tools(c).tools().getFirst().spec().name(), "probe"));
    rows.put(
        "CODA_TOOLS_ALLOWED_ADDRESSES",
        row("127.0.0.1:9,127.0.0.1:10", c -> tools(c).problems(), List.of()));
    rows.put("CODA_MCP_CONFIG", row(mcp, c -> c.containsBean(McpTools.class), true));
    rows.put(
        "CODA_SUMMARY_MODEL",
        row("demo/demo", c -> options(c).summaryModel().orElseThrow().toString(), "demo/demo"));
    rows.put("CODA_LEASE_TIME", row("7s", c -> options(c).leaseTime(), Duration.ofSeconds(7)));
    rows.put(
        "CODA_COMPACT_LOGS_AFTER",
        row(
            "90d",
            c -> c.getProperty("coda.compact-logs-after", Duration.class).orElseThrow(),
            Duration.ofDays(90)));
    rows.put("CODA_MAX_STEPS", row("5", c -> maximum(c).highest().maxSteps(), 5));
    rows.put("CODA_MAX_TOOL_CALLS", row("6", c -> maximum(c).highest().maxToolCalls(), 6));
    rows.put(
        "CODA_MAX_RUN_TIME",
        row("90s", c -> maximum(c).highest().timeout(), Duration.ofSeconds(90)));
    rows.put("CODA_MAX_TOKENS", row("777", c -> maximum(c).maxTokens(), 777L));
    rows.put(
        "CODA_MAX_COST_USD", row("0.25", c -> String.valueOf(maximum(c).maxCostUsd()), "0.25"));
    rows.put(
        "CODA_JUDGE_MODEL",
        row("demo/demo", c -> c.getBean(AuxiliaryModels.class).judge(), "demo/demo"));
    rows.put(
        "CODA_JUDGE_TIMEOUT",
        row("3s", c -> c.getBean(AuxiliaryModels.class).judgeTimeout(), Duration.ofSeconds(3)));
    rows.put(
        "CODA_TITLE_MODEL",
        row("demo/demo", c -> options(c).titleModel().orElseThrow().toString(), "demo/demo"));
    rows.put(
        "CODA_MEMORY_ENABLED", row("false", c -> c.getBean(MemorySettings.class).enabled(), false));
    memory(rows, "CODA_MEMORY_QUERY_TIME", "70ms", m -> m.queryTime().toMillis() + "ms");
    memory(rows, "CODA_EMBEDDING_MODEL", "small", MemorySettings::embeddingModel);
    memory(rows, "CODA_EMBEDDING_BASE_URL", "http://127.0.0.1:9/e", MemorySettings::embeddingUrl);
    memory(rows, "CODA_EMBEDDING_API_KEY", "sk-e", MemorySettings::embeddingKey);
    rows.put(
        "CODA_ROUTER_FILE",
        row(router, c -> List.copyOf(c.getBean(ModelRouter.class).aliases()), List.of("fast")));
    rows.put(
        "DATABASE_URL",
        row(
            databaseUrl(),
            c -> c.getBean(DatabaseAddress.class),
            RunningServer.shared().bean(DatabaseAddress.class)));
    rows.put("REDIS_URL", row("redis://127.0.0.1:9/1", c -> c.containsBean(Redis.class), true));
    rows.put(
        "DATABASE_REPLICA_URL",
        row(databaseUrl(), c -> c.getBean(ReadDatabase.class).lag(), Duration.ZERO));
    rows.put(
        "CODA_JWT_SECRET", row(JWT_SECRET, c -> c.getBean(Secrets.class).jwtSecret(), JWT_SECRET));
    rows.put(
        "CODA_ENCRYPTION_KEYS",
        row(
            keys(),
            c -> c.getBean(Secrets.class).encryptionKeys(),
            RunningServer.shared().bean(Secrets.class).encryptionKeys()));
    bounds(rows);
    provider(rows, "OPENAI_API_KEY", "sk-a", ProviderSettings::openaiKey);
    provider(rows, "OPENAI_BASE_URL", "http://127.0.0.1:9/a", ProviderSettings::openaiUrl);
    provider(rows, "OPENAI_PROTOCOL", "chat_completions", ProviderSettings::openaiProtocol);
    provider(rows, "ANTHROPIC_API_KEY", "sk-b", ProviderSettings::anthropicKey);
    provider(rows, "ANTHROPIC_BASE_URL", "http://127.0.0.1:9/b", ProviderSettings::anthropicUrl);
    provider(rows, "GOOGLE_API_KEY", "sk-c", ProviderSettings::googleKey);
    provider(rows, "GOOGLE_BASE_URL", "http://127.0.0.1:9/c", ProviderSettings::googleUrl);
    provider(rows, "HOSTED_BASE_URL", "http://127.0.0.1:9/d", ProviderSettings::hostedUrl);
    provider(rows, "HOSTED_PROFILE", "vllm", ProviderSettings::hostedProfile);
    provider(rows, "HOSTED_API_KEY", "sk-d", ProviderSettings::hostedKey);
    return rows;
  }

  private static void bounds(Map<String, Row> rows) {
    rows.put("CODA_MAX_ANSWER_BYTES", row("40000", c -> options(c).maxAnswerBytes(), 40_000L));
    rows.put("CODA_MAX_TOOL_INPUT_BYTES", row("5000", c -> options(c).maxToolInputBytes(), 5_000));
    rows.put("CODA_MAX_OFFERED_TOOLS", row("9", c -> options(c).maxOfferedTools(), 9));
    rows.put("CODA_LENIENT_TOOL_INPUT", row("false", c -> options(c).lenientToolInput(), false));
    rows.put("CODA_MAX_RUN_BYTES", row("90000", c -> options(c).maxRunBytes(), 90_000L));
    bound(rows, "CODA_CONCURRENT_RUNS", "3", AdmissionSettings.class, a -> a.concurrentRuns());
    bound(rows, "CODA_REQUESTS_PER_MINUTE", "88", RateSettings.class, r -> r.requestsPerMinute());
    bound(rows, "CODA_TOKENS_PER_MINUTE", "9999", RateSettings.class, r -> r.tokensPerMinute());
    bound(rows, "CODA_MAX_ACTIVE_RUNS", "44", AdmissionSettings.class, a -> a.maxActiveRuns());
    bound(rows, "CODA_MAX_START_DELAY", "PT1S", AdmissionSettings.class, a -> a.maxStartDelay());
    bound(rows, "CODA_SHUTDOWN_DRAIN", "PT2S", ShutdownSettings.class, s -> s.shutdownDrain());
    bound(rows, "CODA_MAX_CONNECTIONS", "99", ConnectionSettings.class, c -> c.maxConnections());
    bound(
        rows,
        "CODA_MAX_CONNECTIONS_PER_CLIENT",
        "9",
        ConnectionSettings.class,
        c -> c.maxConnectionsPerClient());
    bound(rows, "CODA_HEADER_TIMEOUT", "PT3S", ConnectionSettings.class, c -> c.headerTimeout());
    bound(
        rows, "CODA_BODY_IDLE_TIMEOUT", "PT4S", ConnectionSettings.class, c -> c.bodyIdleTimeout());
    bound(rows, "CODA_BODY_TIMEOUT", "PT5S", ConnectionSettings.class, c -> c.bodyTimeout());
    bound(
        rows,
        "CODA_KEEP_ALIVE_TIMEOUT",
        "PT6S",
        ConnectionSettings.class,
        c -> c.keepAliveTimeout());
    bound(rows, "CODA_WRITE_TIMEOUT", "PT7S", ConnectionSettings.class, c -> c.writeTimeout());
    bound(rows, "CODA_SOCKETS_PER_USER", "6", SocketSettings.class, s -> s.socketsPerUser());
    property(rows, "CODA_MAX_TRANSFERS", "coda.max-transfers", "5");
    property(rows, "CODA_MAX_TRANSFERS_PER_USER", "coda.max-transfers-per-user", "4");
    property(rows, "CODA_ATTACHMENT_BYTES", "coda.attachment-bytes", "1000");
    property(rows, "CODA_ATTACHMENT_BYTES_PER_USER", "coda.attachment-bytes-per-user", "2000");
    property(rows, "CODA_REGISTRATIONS_PER_CLIENT", "coda.registrations-per-client", "7");
    property(rows, "CODA_REGISTRATIONS", "coda.registrations", "8");
    bound(rows, "CODA_QUOTA_TOKENS", "777", QuotaSettings.class, QuotaSettings::quotaTokens);
    bound(rows, "CODA_QUOTA_REQUESTS", "66", QuotaSettings.class, QuotaSettings::quotaRequests);
    bound(
        rows,
        "CODA_QUOTA_COST_USD",
        "5.50",
        QuotaSettings.class,
        q -> String.valueOf(q.quotaCostUsd()));
    property(rows, "CODA_METRICS_TOKEN", "coda.metrics-token", "m-token");
    property(rows, "CODA_TRUSTED_PROXIES", "coda.trusted-proxies", "10.0.0.0/8");
  }

  private static <T> void bound(
      Map<String, Row> rows,
      String name,
      String value,
      Class<T> type,
      Function<T, Object> setting) {
    rows.put(name, row(value, c -> String.valueOf(setting.apply(c.getBean(type))), value));
  }

  /** For settings that only their own package reads. */
  private static void property(Map<String, Row> rows, String name, String property, String value) {
    rows.put(name, row(value, c -> c.getProperty(property, String.class).orElse(""), value));
  }

  private static void provider(
      Map<String, Row> rows,
      String name,
      String value,
      Function<ProviderSettings, @Nullable Object> setting) {
    rows.put(name, row(value, c -> setting.apply(c.getBean(ProviderSettings.class)), value));
  }

  private static void memory(
      Map<String, Row> rows,
      String name,
      String value,
      Function<MemorySettings, @Nullable Object> setting) {
    rows.put(name, row(value, c -> setting.apply(c.getBean(MemorySettings.class)), value));
  }

  private static AgentOptions options(ApplicationContext context) {
    return context.getBean(AgentOptions.class);
  }

  private static MaximumLimits maximum(ApplicationContext context) {
    return context.getBean(MaximumLimits.class);
  }

  private static SchemaTools tools(ApplicationContext context) {
    return (SchemaTools) context.getBean(ToolSource.class, Qualifiers.byName("folder"));
  }

  private static String keys() {
    return String.join(",", RunningServer.shared().bean(Secrets.class).encryptionKeys());
  }

  private static String databaseUrl() {
    DatabaseAddress database = RunningServer.shared().bean(DatabaseAddress.class);
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(
            database.user(),
            database.password(),
            database.host(),
            database.port(),
            database.database());
  }

  private static Row row(
      Object value, Function<ApplicationContext, @Nullable Object> effect, Object expected) {
    return new Row(value.toString(), effect, expected);
  }

  private record Row(
      String value, Function<ApplicationContext, @Nullable Object> effect, Object expected) {}
}
