package dev.coda.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Command;
import dev.coda.server.fixture.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:coda|gen_ai|http_server|hikaricp|r2dbc|jvm)_[a-z_]+)(?=\\{)");

  /** A turn of the demo model costs nothing and fails nowhere, and its server has no Redis. */
  private static final Set<String> NEEDS_TROUBLE_OR_MONEY =
      Set.of(
          "coda_inference_failed_attempts_total",
          "coda_inference_cost_total",
          "coda_breaker_open",
          "coda_redis_available");

  @Test
  void prometheusAcceptsTheConfiguration() {
    Command.require("promtool", "prometheus");

    // The token's file is there at run time alone.
    assertThat(promtool("check", "config", "--syntax-only", "prometheus.yml")).isZero();
    assertThat(promtool("check", "rules", "alerts.yml")).isZero();
  }

  @Test
  void alertsFireWhenTheyShould() {
    Command.require("promtool", "prometheus");

    assertThat(promtool("test", "rules", "alerts.test.yml")).isZero();
  }

  @Test
  void everyAlertIsTriedAndHasARunbook() throws Exception {
    String tests = DeployFiles.text("prometheus/alerts.test.yml");
    String operations = Files.readString(Path.of("..", "docs", "operations.md"));
    Set<String> headings = new TreeSet<>();
    Pattern.compile("(?m)^#+ (.+)$")
        .matcher(operations)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
        .forEach(headings::add);

    for (JsonNode rule :
        DeployFiles.yaml(DeployFiles.text("prometheus/alerts.yml")).at("/groups/0/rules")) {
      String name = rule.path("alert").asText();
      assertThat(tests).contains("alertname: " + name);
      String runbook = rule.at("/annotations/runbook_url").asText();
      assertThat(runbook).as(name).startsWith("docs/operations.md#");
      assertThat(headings).as(name).contains(runbook.substring(runbook.indexOf('#') + 1));
    }
  }

  @Test
  void everyMetricOfAnAlertOrADashboardIsShownByTheServer() {
    RunningServer server = RunningServer.shared();
    ApiClient user = server.newUser();
    user.post("/api/v1/chat/stream", "{\"content\": \"what is 12*7\"}");
    String shown = server.anonymous().get("/prometheus").body();

    Set<String> missing = new TreeSet<>();
    Stream.concat(
            Stream.of(DeployFiles.text("prometheus/alerts.yml")),
            DeployFiles.in("grafana/dashboards").stream().map(DeployFiles::text))
        .flatMap(text -> METRIC.matcher(text).results())
        .map(MatchResult::group)
        .filter(name -> !shown.contains("\n" + name + "{") && !shown.contains("\n" + name + " "))
        .forEach(missing::add);

    missing.removeAll(NEEDS_TROUBLE_OR_MONEY);
    assertThat(missing).isEmpty();
  }

  private static int promtool(String... arguments) {
    List<String> command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
    Command ran =
        Command.run(DeployFiles.path("prometheus"), Map.of(), command.toArray(String[]::new));
    if (ran.exitCode() != 0) {
      throw new AssertionError(ran.output());
    }
    return ran.exitCode();
  }
}
