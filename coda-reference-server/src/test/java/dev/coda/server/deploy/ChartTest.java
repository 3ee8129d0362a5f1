package dev.coda.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be checked in a Helm chart without Helm. */
class ChartTest {
  private static final Pattern VALUE = Pattern.compile("\\.Values((?:\\.\\w+)+)");
  private static final Pattern CONTROL = Pattern.compile("(?m)^ *\\{\\{-.*}}\n");
  private static final Pattern EXPRESSION = Pattern.compile("\"?\\{\\{[^}]*}}[^\"\n]*\"?");

  private final JsonNode values = DeployFiles.yaml(DeployFiles.text("helm/coda/values.yaml"));

  static List<Path> templates() {
    return DeployFiles.in("helm/coda/templates");
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyValueOfATemplateHasADefault(Path template) {
    VALUE
        .matcher(DeployFiles.text(template))
        .results()
        .map(each -> each.group(1).replace('.', '/'))
        .forEach(value -> assertThat(values.at(value).isMissingNode()).as(value).isFalse());
  }

  @ParameterizedTest
  @MethodSource("templates")
  void templatesAreYamlOfNamedKinds(Path template) {
    for (JsonNode object : objects(template)) {
      assertThat(object.path("kind").asText()).as(template.toString()).isNotEmpty();
      assertThat(object.path("apiVersion").asText()).isNotEmpty();
      assertThat(object.at("/metadata/name").asText()).isNotEmpty();
    }
  }

  @Test
  void controlStructuresAreClosed() {
    for (Path template : templates()) {
      String text = DeployFiles.text(template);
      long opened = Pattern.compile("\\{\\{- (if|range) ").matcher(text).results().count();
      long closed = Pattern.compile("\\{\\{- end }}").matcher(text).results().count();
      assertThat(closed).as(template.toString()).isEqualTo(opened);
    }
  }

  @Test
  void everyContainerIsKeptFromDoingHarm() {
    Set<String> seen = new TreeSet<>();
    for (Path template : templates()) {
      for (JsonNode object : objects(template)) {
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
    }
    assertThat(seen).containsExactly("migration", "nginx", "server");
  }

  /** Puts a word where the template has an expression, and leaves out its conditions. */
  private static List<JsonNode> objects(Path template) {
    String plain = CONTROL.matcher(DeployFiles.text(template)).replaceAll("");
    String filled = EXPRESSION.matcher(plain).replaceAll("value");
    return List.of(filled.split("(?m)^---\n", -1)).stream().map(DeployFiles::yaml).toList();
  }
}
