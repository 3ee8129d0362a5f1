package dev.coda.server.startup;

import static dev.coda.server.startup.Rules.duration;

import dev.coda.server.agent.RouterFile;
import dev.coda.server.config.StartupException;
import dev.coda.server.secret.SecretFormat;
import dev.coda.server.startup.EnvironmentVariable.Rule;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All settings, and the check of their values in an environment. Thread-safe. */
public final class StartupSettings {
  private static final Logger LOG = LoggerFactory.getLogger(StartupSettings.class);
  private static final String PREFIX = "CODA_";
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_OF_ANYTHING = 1_000_000_000;
  private static final int LONGEST_MODEL_NAME = 100;

  /** In Base64, an export of the message is still within the limits of an import. */
  private static final int HIGHEST_ATTACHMENT_BYTES = 12 << 20;

  private static final Duration HOUR = Duration.ofHours(1);

  private static final EnvironmentVariable DATABASE_URL =
      secret("DATABASE_URL", "database.url", Rules.databaseUrl());
  private static final EnvironmentVariable REDIS_URL =
      secret("REDIS_URL", "redis.url", Rules.redisUrl());
  private static final List<EnvironmentVariable> SECRETS =
      List.of(
          secret(
              "CODA_JWT_SECRET",
              "coda.jwt-secret",
              Rules.of(SecretFormat::isSigningSecret, SecretFormat.SIGNING_SECRET)),
          secret(
              "CODA_ENCRYPTION_KEYS",
              "coda.encryption-keys",
              Rules.of(SecretFormat::isKeyRing, SecretFormat.KEY_RING)));

  /** What bounds users, clients and connections. */
  private static final List<EnvironmentVariable> BOUNDS =
      List.of(
          number("CODA_MAX_ANSWER_BYTES"),
          number("CODA_MAX_TOOL_INPUT_BYTES"),
          number("CODA_MAX_RUN_BYTES"),
          number("CODA_CONCURRENT_RUNS"),
          number("CODA_REQUESTS_PER_MINUTE"),
          number("CODA_TOKENS_PER_MINUTE"),
          number("CODA_MAX_ACTIVE_RUNS"),
          time("CODA_MAX_START_DELAY", Duration.ofMillis(1)),
          time("CODA_SHUTDOWN_DRAIN", Duration.ZERO),
          number("CODA_MAX_CONNECTIONS"),
          number("CODA_MAX_CONNECTIONS_PER_CLIENT"),
          time("CODA_HEADER_TIMEOUT", Duration.ofMillis(1)),
          time("CODA_BODY_IDLE_TIMEOUT", Duration.ofMillis(1)),
          time("CODA_BODY_TIMEOUT", Duration.ofMillis(1)),
          time("CODA_KEEP_ALIVE_TIMEOUT", Duration.ofMillis(1)),
          time("CODA_WRITE_TIMEOUT", Duration.ofMillis(1)),
          number("CODA_SOCKETS_PER_USER"),
          number("CODA_MAX_TRANSFERS"),
          number("CODA_MAX_TRANSFERS_PER_USER"),
          open(
              "CODA_ATTACHMENT_BYTES",
              "coda.attachment-bytes",
              Rules.number(1, HIGHEST_ATTACHMENT_BYTES)),
          open(
              "CODA_ATTACHMENT_BYTES_PER_USER",
              "coda.attachment-bytes-per-user",
              Rules.number(1, Long.MAX_VALUE)),
          number("CODA_REGISTRATIONS_PER_CLIENT"),
          number("CODA_REGISTRATIONS"),
          open("CODA_QUOTA_TOKENS", "coda.quota-tokens", Rules.number(1, Long.MAX_VALUE)),
          open("CODA_QUOTA_REQUESTS", "coda.quota-requests", Rules.number(1, Long.MAX_VALUE)),
          open("CODA_QUOTA_COST_USD", "coda.quota-cost-usd", Rules.money()),
          secret("CODA_METRICS_TOKEN", "coda.metrics-token", Rules.key()),
          open("CODA_TRUSTED_PROXIES", "coda.trusted-proxies", Rules.proxies()));

  private static final List<EnvironmentVariable> OTHERS =
      List.of(
          open("CODA_PORT", "coda.port", Rules.number(0, HIGHEST_PORT)),
          open("CODA_DATA_DIR", "coda.data-dir", Rules.folder()),
          open("CODA_TOOLS_DIR", "coda.tools-dir", Rules.folder()),
          open("CODA_TOOLS_ALLOWED_ADDRESSES", "coda.tools-allowed-addresses", Rules.addresses()),
          open("CODA_MCP_CONFIG", "coda.mcp-config", Rules.file()),
          open("CODA_SUMMARY_MODEL", "coda.summary-model", Rules.model()),
          open("CODA_LEASE_TIME", "coda.lease-time", duration(Duration.ofSeconds(1), HOUR)),
          open(
              "CODA_COMPACT_LOGS_AFTER",
              "coda.compact-logs-after",
              duration(HOUR, Duration.ofDays(36_500))),
          open("CODA_MAX_STEPS", "coda.max-steps", Rules.number(1, Integer.MAX_VALUE)),
          open("CODA_MAX_TOOL_CALLS", "coda.max-tool-calls", Rules.number(0, Integer.MAX_VALUE)),
          open(
              "CODA_MAX_RUN_TIME",
              "coda.max-run-time",
              duration(Duration.ofSeconds(1), Duration.ofDays(30))),
          open("CODA_MAX_TOKENS", "coda.max-tokens", Rules.number(1, Long.MAX_VALUE)),
          open("CODA_MAX_COST_USD", "coda.max-cost-usd", Rules.money()),
          open("CODA_JUDGE_MODEL", "coda.judge-model", Rules.model()),
          open("CODA_JUDGE_TIMEOUT", "coda.judge-timeout", duration(Duration.ofMillis(1), HOUR)),
          open("CODA_TITLE_MODEL", "coda.title-model", Rules.model()),
          open(
              "CODA_MAX_OFFERED_TOOLS",
              "coda.max-offered-tools",
              Rules.number(2, Integer.MAX_VALUE)),
          open("CODA_LENIENT_TOOL_INPUT", "coda.lenient-tool-input", Rules.flag()),
          open("CODA_MEMORY_ENABLED", "coda.memory.enabled", Rules.flag()),
          time("CODA_MEMORY_QUERY_TIME", Duration.ZERO),
          open(
              "CODA_EMBEDDING_MODEL",
              "coda.embedding-model",
              Rules.of(
                  value -> value.strip().length() <= LONGEST_MODEL_NAME,
                  "must be a model's name of at most 100 characters")),
          secret("CODA_EMBEDDING_BASE_URL", "coda.embedding-base-url", Rules.baseUrl()),
          secret("CODA_EMBEDDING_API_KEY", "coda.embedding-api-key", Rules.key()),
          secret("OPENAI_API_KEY", "openai.api-key", Rules.key()),
          secret("OPENAI_BASE_URL", "openai.base-url", Rules.baseUrl()),
          open("OPENAI_PROTOCOL", "openai.protocol", Rules.protocol()),
          secret("ANTHROPIC_API_KEY", "anthropic.api-key", Rules.key()),
          secret("ANTHROPIC_BASE_URL", "anthropic.base-url", Rules.baseUrl()),
          secret("GOOGLE_API_KEY", "google.api-key", Rules.key()),
          secret("GOOGLE_BASE_URL", "google.base-url", Rules.baseUrl()),
          secret("HOSTED_BASE_URL", "hosted.base-url", Rules.baseUrl()),
          open("HOSTED_PROFILE", "hosted.profile", Rules.hostProfile()),
          secret("HOSTED_API_KEY", "hosted.api-key", Rules.key()),
          secret("DATABASE_REPLICA_URL", "database.replica.url", Rules.databaseUrl()),
          open("CODA_ROUTER_FILE", "coda.router.file", RouterFile::problem));

  private StartupSettings() {}

  /**
   * Checks all settings, and logs the names of variables that look like settings of Coda but do not
   * exist.
   *
   * @throws StartupException if some cannot be used, with a line for each of them
   */
  public static void validate(Environment environment) {
    unknown(environment)
        .forEach(name -> LOG.warn("Environment variable {} is not a setting of Coda", name));
    List<String> problems = new ArrayList<>();
    for (EnvironmentVariable variable : all()) {
      String problem = variable.problem(environment);
      if (problem != null) {
        problems.add(problem);
      }
    }
    if (problems.isEmpty() && DATABASE_URL.value(environment) != null) {
      for (EnvironmentVariable variable : SECRETS) {
        if (variable.value(environment) == null) {
          problems.add(
              variable.name()
                  + " is missing; with DATABASE_URL set, give every replica the same one.");
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new StartupException(String.join("\n", problems));
    }
  }

  /** Returns the names of the settings, sorted. */
  public static Set<String> names() {
    return all().stream()
        .map(EnvironmentVariable::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the variables with Coda's prefix that are not settings. */
  static Set<String> unknown(Environment environment) {
    Set<String> unknown = new TreeSet<>();
    for (PropertySource source : environment.getPropertySources()) {
      if (source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE) {
        source.forEach(unknown::add);
      }
    }
    unknown.removeIf(name -> !name.startsWith(PREFIX));
    unknown.removeAll(names());
    return unknown;
  }

  /** Returns the settings, in no order. */
  static List<EnvironmentVariable> all() {
    List<EnvironmentVariable> all = new ArrayList<>(OTHERS);
    all.addAll(BOUNDS);
    all.add(DATABASE_URL);
    all.add(REDIS_URL);
    all.addAll(SECRETS);
    return all;
  }

  private static EnvironmentVariable open(String name, String property, Rule rule) {
    return new EnvironmentVariable(name, property, false, rule);
  }

  private static EnvironmentVariable secret(String name, String property, Rule rule) {
    return new EnvironmentVariable(name, property, true, rule);
  }

  private static EnvironmentVariable number(String name) {
    return open(name, property(name), Rules.number(1, MOST_OF_ANYTHING));
  }

  private static EnvironmentVariable time(String name, Duration least) {
    return open(name, property(name), duration(least, HOUR));
  }

  /** Returns the property of a variable whose parts are separated alike. */
  private static String property(String name) {
    return "coda." + name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
