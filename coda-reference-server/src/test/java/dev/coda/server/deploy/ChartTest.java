package dev.coda.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.bridge.schema.SchemaTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart as Helm renders it, checked against Kubernetes' description of its API. */
class ChartTest {
  private static final String EVERYTHING =
      "server.settings.CODA_CONCURRENT_RUNS=16 server.tools.roll_dice=x autoscaling.activeRuns=50"
          + " otlpEndpoint=http://collector:4317 imagePullSecrets[0].name=registry";

  private static final String TOOL =
      """
      {"description": "Rolls dice.", "url": "https://dice.example.org",
       "parameters": {"type": "object", "properties": {}}}\
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ui.replicas=2", "ingress.enabled=false", EVERYTHING})
  void kubernetesKnowsEveryField(String values) throws Exception {
    for (JsonNode object : Chart.render(folder, values.split(" ", -1))) {
      KubernetesTypes.require(object);
    }
  }

  @Test
  void everyContainerIsKeptFromDoingHarm() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (JsonNode object : Chart.render(folder)) {
      for (JsonNode container : object.at("/spec/template/spec/containers")) {
        seen.add(container.path("name").asText());
        JsonNode security = container.path("securityContext");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(object.at("/spec/template/spec/securityContext/runAsNonRoot").asBoolean())
            .isTrue();
      }
    }
    assertThat(seen).containsExactly("migration", "nginx", "server");
  }

  @Test
  void everySelectorSelectsPodsOfTheChart() throws Exception {
    List<JsonNode> objects = Chart.render(folder);
    List<JsonNode> labels = all(objects, "/spec/template/metadata/labels");

    assertThat(labels).hasSize(3);
    for (String selector :
        List.of("/spec/selector/matchLabels", "/spec/podSelector/matchLabels", "/spec/selector")) {
      for (JsonNode selected : all(objects, selector)) {
        if (!selected.has("matchLabels")) {
          assertThat(labels).as(selected.toString()).anyMatch(pod -> matches(pod, selected));
        }
      }
    }
  }

  @Test
  void aValueThatTheChartDoesNotHaveIsRejected() throws Exception {
    assertThat(Chart.reject(folder, "autoscaling.cpu=50"))
        .contains("/autoscaling", "'cpu' not allowed");
  }

  /** Kubernetes shows the keys of a config map as links into a folder that it replaces. */
  @Test
  void theServerFindsToolsOfTheChart() throws Exception {
    Path schema = Files.writeString(folder.resolve("schema.json"), TOOL);
    List<JsonNode> objects = Chart.render(folder, "server.tools.roll_dice=@" + schema);
    JsonNode volume = volume(objects, "tools");
    JsonNode map = named(objects, volume.at("/configMap/name").asText());
    Path mounted = Files.createDirectories(folder.resolve("mounted"));
    Path data = Files.createDirectory(mounted.resolve("..2026_12_01"));
    Files.createSymbolicLink(mounted.resolve("..data"), data.getFileName());
    for (JsonNode item : volume.at("/configMap/items")) {
      Path file = Path.of(item.path("path").asText());
      Files.createDirectories(data.resolve(file).getParent());
      Files.writeString(
          data.resolve(file), map.at("/data").path(item.path("key").asText()).asText());
      Files.createSymbolicLink(
          mounted.resolve(file.getName(0)), Path.of("..data").resolve(file.getName(0)));
    }

    try (SchemaTools tools = SchemaTools.read(mounted)) {
      assertThat(tools.problems()).isEmpty();
      assertThat(tools.tools()).extracting(tool -> tool.spec().name()).containsExactly("roll_dice");
    }
  }

  @Test
  void theAdapterProvidesTheMetricOfTheAutoscaler() throws Exception {
    JsonNode rule =
        DeployFiles.yaml(DeployFiles.text("prometheus/adapter.yaml")).at("/rules/custom/0/name/as");
    List<JsonNode> objects = Chart.render(folder, "autoscaling.activeRuns=50");

    assertThat(all(objects, "/spec/metrics/1/pods/metric/name")).containsExactly(rule);
    assertThat(all(Chart.render(folder), "/spec/metrics/1")).isEmpty();
  }

  private static JsonNode named(List<JsonNode> objects, String name) {
    return objects.stream()
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode volume(List<JsonNode> objects, String name) {
    return all(objects, "/spec/template/spec/volumes").stream()
        .flatMap(volumes -> StreamSupport.stream(volumes.spliterator(), false))
        .filter(volume -> volume.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> all(List<JsonNode> objects, String pointer) {
    return objects.stream()
        .map(o -> o.at(pointer))
        .filter(found -> !found.isMissingNode())
        .toList();
  }

  private static boolean matches(JsonNode pod, JsonNode selector) {
    return StreamSupport.stream(((Iterable<String>) selector::fieldNames).spliterator(), false)
        .allMatch(name -> pod.path(name).equals(selector.path(name)));
  }
}
