package dev.coda.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.Command;
import dev.coda.server.fixture.DocumentedVariables;
import dev.coda.server.fixture.NodeProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeTest {
  private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+)(:\\?[^}]*)?}");
  private static final Pattern IMAGE = Pattern.compile("(?m)^ *(?:image: |ARG [A-Z]+=)(.+)$");
  private static final Pattern EXACT =
      Pattern.compile("[a-z./-]+:v?\\d+\\.\\d+(\\.\\d+)?[\\w.-]*@sha256:[0-9a-f]{64}");
  private static final Set<String> BUILT_HERE = Set.of("coda-server", "coda-ui");

  private final JsonNode compose = DeployFiles.yaml(DeployFiles.text("compose.yaml"));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"compose.yaml", "compose.traefik.yaml", "server/Dockerfile", "ui/Dockerfile"})
  void everyImageHasAnExactVersionAndADigest(String file) {
    List<String> images =
        IMAGE
            .matcher(DeployFiles.text(file))
            .results()
            .map(each -> each.group(1))
            .filter(image -> !BUILT_HERE.contains(image))
            .toList();

    assertThat(images).isNotEmpty().allMatch(image -> EXACT.matcher(image).matches());
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose.traefik.yaml"})
  void followsTheComposeSpecification(String file) throws Exception {
    Command linted = lint(DeployFiles.path(file));

    assertThat(linted.exitCode()).as(linted.output()).isZero();
  }

  @Test
  void theComposeSpecificationKnowsNoMisspeltField() throws Exception {
    String wrong = DeployFiles.text("compose.yaml").replace("stop_grace_period", "stop_grace");

    Command linted = lint(Files.writeString(folder.resolve("compose.yaml"), wrong));

    assertThat(linted.exitCode()).isEqualTo(1);
    assertThat(linted.output()).contains("/services/server", "additional properties");
  }

  @Test
  void everySecretIsMadeAndNoneHasADefault() {
    Map<String, String> secrets = secrets();
    String text = DeployFiles.text("compose.yaml");
    Set<String> required =
        REQUIRED.matcher(text).results().map(each -> each.group(1)).collect(Collectors.toSet());

    assertThat(secrets.keySet()).isEqualTo(new TreeSet<>(required));
    assertThat(secrets.values()).doesNotHaveDuplicates().allMatch(each -> each.length() >= 40);
    assertThat(text).doesNotContainPattern("(?i)(password|secret|token|keys): [^$\\s]");
  }

  @Test
  void theServerKnowsItsSettings() {
    Set<String> settings = new TreeSet<>();
    compose.at("/services/server/environment").fieldNames().forEachRemaining(settings::add);
    settings.removeIf(name -> name.startsWith("OTEL_"));

    assertThat(DocumentedVariables.names()).containsAll(settings);
  }

  /** Compose copies a secret that is not a file into the container, and refuses to start there. */
  @Test
  void noServiceWithAReadOnlyFileSystemHasASecretThatIsNotAFile() {
    for (JsonNode service : compose.path("services")) {
      for (JsonNode secret : service.path("secrets")) {
        String name = secret.path("source").asText(secret.asText());
        boolean isFile = compose.at("/secrets/" + name).has("file");
        assertThat(service.path("read_only").asBoolean() && !isFile).as(name).isFalse();
      }
    }
  }

  @Test
  void secretsAreMadeOnceAndForTheirOwnerAlone() throws Exception {
    Map<String, String> first = secrets();
    Map<String, String> second = secrets();

    assertThat(second).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void theServerAcceptsTheSecrets() {
    Map<String, Object> variables = new TreeMap<>(secrets());
    variables.put("DATABASE_URL", "postgresql://coda:x@postgres:5432/coda");

    assertThat(WrongSettings.of(variables)).isEmpty();
  }

  @Test
  void everyFileThatIsMountedIsThere() {
    Pattern mounted = Pattern.compile("- (\\./[\\w./-]+):");
    for (String name : Set.of("compose.yaml", "compose.traefik.yaml")) {
      assertThat(mounted.matcher(DeployFiles.text(name)).results().map(each -> each.group(1)))
          .isNotEmpty()
          .allMatch(each -> Files.exists(DeployFiles.path(each)));
    }
  }

  private static Command lint(Path file) throws Exception {
    NodeProject project = NodeProject.of("compose");
    project.require();
    return Command.run(
        DeployFiles.FOLDER,
        Map.of(),
        project.node(),
        project.script("dclint/bin/dclint.cjs"),
        "--config=" + project.ownScript("dclint.json"),
        "--max-warnings=0",
        file.toString());
  }

  private Path file() {
    return folder.resolve("env");
  }

  private Map<String, String> secrets() {
    Command made = Command.run(DeployFiles.FOLDER, Map.of(), "./secrets", file().toString());
    assertThat(made.exitCode()).as(made.output()).isZero();
    assertThat(made.output()).isEmpty();
    return Pattern.compile("(?m)^([A-Z_]+)=(.+)$")
        .matcher(DeployFiles.text(file()))
        .results()
        .collect(
            Collectors.toMap(
                each -> each.group(1),
                (MatchResult each) -> each.group(2),
                (a, b) -> a,
                TreeMap::new));
  }
}
