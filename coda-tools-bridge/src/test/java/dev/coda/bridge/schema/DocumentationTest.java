package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.bridge.http.Calls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {
  private static final Path PAGE = Path.of("../docs/tools.md");
  private static final Pattern JSON_BLOCK = Pattern.compile("(?s)```json\\n(.*?)```");

  @TempDir Path folder;

  @Test
  void showsFilesThatWork() throws IOException {
    List<String> blocks = JSON_BLOCK.matcher(page()).results().map(r -> r.group(1)).toList();
    assertThat(blocks).hasSize(2);
    for (int i = 0; i < blocks.size(); i++) {
      ToolFiles.write(folder, "example" + i, blocks.get(i));
    }

    try (SchemaTools tools =
        SchemaTools.builder(folder)
            .environment(Map.of("RATES_TOKEN", "t")::get)
            .allowedAddresses(List.of("127.0.0.1:9000"))
            .read()) {
      assertThat(ToolFiles.names(tools)).containsExactly("example0", "create_alert");
      assertThat(ToolFiles.problems(tools))
          .containsExactly("x-coda.operations: there is no operation 'listCurrencies'");
    }
  }

  @Test
  void describesEveryFieldAndNoOther() throws IOException {
    List<String> documented = new ArrayList<>();
    Pattern row = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");
    row.matcher(page()).results().map(MatchResult::group).forEach(documented::add);
    List<String> fields = new ArrayList<>();
    JsonNode own = schema().at("/$defs/codaTool/properties");
    own.fieldNames().forEachRemaining(name -> fields.add("| `" + name + "` |"));
    // What only makes a flat OpenAI function or an editor happy.
    fields.removeAll(List.of("| `$schema` |", "| `type` |", "| `strict` |"));

    assertThat(documented).containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void suggestsEveryFieldByItsName() throws IOException {
    schema()
        .at("/$defs/codaTool/properties")
        .fieldNames()
        .forEachRemaining(name -> {
          if (!name.equals("$schema") && name.length() > 6) {
            assertThat(Spelling.suggest(name + "s")).contains("'" + name + "'");
          }
        });
  }

  /** The part of the page that is about files; what comes after it is about other tools. */
  private static String page() throws IOException {
    String page = Files.readString(PAGE);
    return page.substring(0, page.indexOf("\n## Java methods"));
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(FileValidator.class.getResourceAsStream("tool-file.schema.json"))) {
      return Calls.json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
