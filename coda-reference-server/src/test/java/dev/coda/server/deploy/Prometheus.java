package dev.coda.server.deploy;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A real Prometheus with the configuration and the alerts of {@code deploy/}, for which a second is
 * a minute: the alerts are as they are, but for the unit of their times. Confined to one thread at
 * a time.
 */
public final class Prometheus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Four a second would be to scale, and more than a server that starts can answer. */
  private static final String SCRAPE_INTERVAL = "500ms";

  private static final String EVALUATION_INTERVAL = "250ms";
  private static final String NAMESPACE = "chats";
  private static final String POD = "coda-server-";

  private final Process process;
  private final ApiClient api;

  private Prometheus(Process process, ApiClient api) {
    this.process = process;
    this.api = api;
  }

  /** Starts one that collects the metrics of servers, with a folder of its own. */
  public static Prometheus start(Path folder, String token, URI... servers) throws IOException {
    Command.require("prometheus", "prometheus");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    configure(folder, token, List.of(servers));
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    ApiClient api = ApiClient.of(URI.create("http://127.0.0.1:" + port));
    await()
        .atMost(PATIENCE)
        .ignoreException(UncheckedIOException.class)
        .until(() -> api.get("/-/ready").status() == 200);
    return new Prometheus(process, api);
  }

  /** Returns the names of the alerts that are firing. */
  public Set<String> firing() {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : api.get("/api/v1/alerts").json().at("/data/alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        names.add(alert.at("/labels/alertname").asText());
      }
    }
    return names;
  }

  /** Returns the names of all alerts. */
  public static Set<String> alerts() {
    return new TreeSet<>(
        DeployFiles.yaml(DeployFiles.text("prometheus/alerts.yml")).findValuesAsText("alert"));
  }

  /** Returns the queries of dashboards that have no value now. */
  public List<String> emptyPanels() {
    return DeployFiles.in("grafana/dashboards").stream()
        .flatMap(file -> DeployFiles.yaml(DeployFiles.text(file)).findValuesAsText("expr").stream())
        .filter(query -> values(query).noneMatch(Double::isFinite))
        .toList();
  }

  /** Returns the metric of the chart's autoscaler by pod, as the adapter reads it. */
  public Map<String, Double> scalingMetric() {
    JsonNode rule =
        DeployFiles.yaml(DeployFiles.text("prometheus/adapter.yaml")).at("/rules/custom/0");
    String series = rule.path("seriesQuery").asText();
    // The adapter fills in the pods of the Deployment that is scaled.
    String query =
        rule.path("metricsQuery")
            .asText()
            .replace("<<.Series>>", series.substring(0, series.indexOf('{')))
            .replace(
                "<<.LabelMatchers>>", "namespace=\"%s\",pod=~\"%s.*\"".formatted(NAMESPACE, POD))
            .replace("<<.GroupBy>>", "pod");
    Map<String, Double> metric = new TreeMap<>();
    if (!results(series).isEmpty()) {
      for (JsonNode result : results(query)) {
        metric.put(result.at("/metric/pod").asText(), result.at("/value/1").asDouble());
      }
    }
    return metric;
  }

  private Stream<Double> values(String query) {
    return results(query).findValues("value").stream()
        .map(value -> Double.valueOf(value.get(1).asText().replace("Inf", "Infinity")));
  }

  private JsonNode results(String query) {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    return api.get("/api/v1/query?query=" + encoded).json().at("/data/result");
  }

  private static void configure(Path folder, String token, List<URI> servers) throws IOException {
    ObjectNode configuration =
        (ObjectNode) DeployFiles.yaml(DeployFiles.text("prometheus/prometheus.yml"));
    configuration
        .withObject("/global")
        .put("scrape_interval", SCRAPE_INTERVAL)
        .put("evaluation_interval", EVALUATION_INTERVAL);
    ArrayNode jobs = configuration.withArray("/scrape_configs");
    ObjectNode job = (ObjectNode) jobs.get(0);
    jobs.removeAll().add(job);
    job.remove("dns_sd_configs");
    ArrayNode targets = job.putArray("static_configs");
    for (int i = 0; i < servers.size(); i++) {
      ObjectNode target = targets.addObject();
      target.putArray("targets").add("127.0.0.1:" + servers.get(i).getPort());
      // As the operator of Prometheus names pods.
      target.putObject("labels").put("namespace", NAMESPACE).put("pod", POD + i);
    }
    Path secret = Files.writeString(folder.resolve("token"), token);
    job.withObject("/authorization").put("credentials_file", secret.toString());
    // JSON is YAML as well.
    Files.writeString(folder.resolve("prometheus.yml"), configuration.toString());
    Files.writeString(
        folder.resolve("alerts.yml"),
        DeployFiles.text("prometheus/alerts.yml").replaceAll("(\\[|for: )(\\d+)m", "$1$2s"));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
