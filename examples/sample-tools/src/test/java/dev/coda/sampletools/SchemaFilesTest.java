package dev.coda.sampletools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaFilesTest {
  @TempDir private Path directory;

  @Test
  void writesAFolderForEachTool() throws IOException {
    Path tools = directory.resolve("not/yet/there");

    assertThat(SampleToolService.writeSchemas(tools))
        .containsExactly(
            tools.resolve("solver_optimize/schema.json"),
            tools.resolve("calculator/schema.json"),
            tools.resolve("current_time/schema.json"))
        .allMatch(Files::isRegularFile);
    assertThat(tools.resolve("calculator/schema.json"))
        .hasBinaryContent(SchemaFiles.read("calculator"));
    try (Stream<Path> files = Files.list(tools.resolve("calculator"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("schema.json", ".schema.sha256");
    }
  }

  @Test
  void writesNothingWhereAllIsUpToDate() throws IOException {
    SampleToolService.writeSchemas(directory);

    assertThat(SampleToolService.writeSchemas(directory)).isEmpty();
  }

  @Test
  void leavesAFileThatTheUserChanged() throws IOException {
    SampleToolService.writeSchemas(directory);
    Path file = directory.resolve("calculator/schema.json");
    Files.writeString(file, "{\"name\": \"mine\"}");

    assertThat(SampleToolService.writeSchemas(directory)).isEmpty();
    assertThat(file).hasContent("{\"name\": \"mine\"}");
  }

  @Test
  void leavesAFileThatTheUserWrote() throws IOException {
    Path file = Files.createDirectories(directory.resolve("calculator")).resolve("schema.json");
    Files.writeString(file, "{\"name\": \"mine\"}");

    assertThat(SampleToolService.writeSchemas(directory)).hasSize(2);
    assertThat(file).hasContent("{\"name\": \"mine\"}");
  }

  @Test
  void replacesAFileOfAnEarlierVersion() throws Exception {
    SampleToolService.writeSchemas(directory);
    Path file = directory.resolve("calculator/schema.json");
    byte[] earlier = "{\"name\": \"calculator\"}".getBytes(UTF_8);
    Files.write(file, earlier);
    Files.writeString(
        directory.resolve("calculator/.schema.sha256"),
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(earlier)));

    assertThat(SampleToolService.writeSchemas(directory)).containsExactly(file);
    assertThat(file).hasBinaryContent(SchemaFiles.read("calculator"));
  }

  @Test
  void restoresAFileThatIsGone() throws IOException {
    SampleToolService.writeSchemas(directory);
    Path file = directory.resolve("current_time/schema.json");
    Files.delete(file);

    assertThat(SampleToolService.writeSchemas(directory)).containsExactly(file);
  }
}
