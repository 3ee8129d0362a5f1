package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class HostileFilesTest {
  private static final String OWN = ToolFiles.own("Good.", "https://service.example/x");

  @TempDir Path folder;

  static Stream<Arguments> files() {
    return Stream.of(
        file("json of 1,001 levels", "schema.json", nested(1_001)),
        file("json of 200,000 levels", "schema.json", nested(200_000)),
        file("yaml of 5,000 levels", "schema.yaml", nested(5_000)),
        file("yaml of 900 levels", "schema.yaml", nested(900)),
        file("parameters of 480 levels", "schema.json", with("parameters", schema(480))),
        file("openapi of 900 levels", "schema.json", openApi(nested(900))),
        file("openapi schema of 300 levels", "schema.json", openApi(schema(300))),
        file("openapi loop", "schema.json", openApi("{\"$ref\": \"#/components/schemas/A\"}")),
        file("number of 2,000 digits", "schema.json", with("timeout_ms", "9".repeat(2_000))),
        file("number of a billion digits", "schema.json", with("timeout_ms", "1e999999999")),
        file("yaml of a billion laughs", "schema.yaml", laughs()),
        file("control characters", "schema.json", "\u0000\u0000\u0000\u0000"),
        Arguments.of("utf-16", "schema.json", "{\"a\":".getBytes(StandardCharsets.UTF_16LE)),
        Arguments.of(
            "latin-1",
            "schema.json",
            OWN.replace("Good.", "\u00fcber").getBytes(StandardCharsets.ISO_8859_1)),
        Arguments.of("more than 32 MiB", "schema.json", new byte[33 * 1024 * 1024]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isAProblemOfThatFileAlone(String what, String name, byte[] content) throws Exception {
    ToolFiles.write(folder, "good", OWN);
    Path hostile = Files.createDirectories(folder.resolve("hostile")).resolve(name);
    Files.write(hostile, content);

    try (SchemaTools tools = SchemaTools.builder(folder).interval(Duration.ofMillis(10)).watch()) {
      assertThat(ToolFiles.names(tools)).contains("good");
      assertThat(tools.problems()).isNotEmpty().allMatch(each -> each.file().equals(hostile));

      ToolFiles.write(folder, "later", OWN);
      await().until(() -> ToolFiles.names(tools).contains("later"));
      Files.write(hostile, "{}".getBytes(StandardCharsets.UTF_8));
      Files.write(hostile, content);
      ToolFiles.remove(folder, "good");
      await().until(() -> !ToolFiles.names(tools).contains("good"));
    }
  }

  private static Arguments file(String what, String name, String content) {
    return Arguments.of(what, name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  private static String schema(int levels) {
    return "{\"type\": \"object\", \"not\": ".repeat(levels) + "1" + "}".repeat(levels);
  }

  private static String with(String field, String value) {
    return "{\"description\": \"d\", \"url\": \"https://a.example\", \"%s\": %s}"
        .formatted(field, value);
  }

  private static String openApi(String schema) {
    return """
    {"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "x-coda": {"bad": 1},
     "servers": [{"url": "https://a.example"}],
     "components": {"schemas": {"A": {"allOf": [{"$ref": "#/components/schemas/A"}]}}},
     "paths": {"/a": {"post": {"requestBody": {"content": {"application/json": {"schema": %s}}}}}}}
    """
        .formatted(schema);
  }

  private static String laughs() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [lol, lol]\n");
    for (int level = 1; level < 40; level++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
    }
    return yaml.toString();
  }
}
