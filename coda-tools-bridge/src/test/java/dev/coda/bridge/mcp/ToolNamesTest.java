package dev.coda.bridge.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolNamesTest {
  @Test
  void keepsANameThatFits() {
    assertThat(new ToolNames("git__").of("log-file")).isEqualTo("git__log-file");
  }

  @Test
  void makesEveryNameFitAndKeepsNamesApart() {
    ToolNames names = new ToolNames("my server/😀__");
    List<String> made =
        List.of("a.b", "a_b", "a/b", "x".repeat(200), "x".repeat(201), "").stream()
            .map(names::of)
            .toList();
    assertThat(made)
        .doesNotHaveDuplicates()
        .allMatch(name -> ToolSpec.NAME.matcher(name).matches());
    assertThat(made)
        .as("the same on every connection, whatever the order")
        .last()
        .isEqualTo(new ToolNames("my server/😀__").of(""));
  }

  @Test
  void givesServersPrefixesOfWhichNoneBeginsLikeAnother() {
    Map<String, String> prefixes =
        ToolNames.prefixes(List.of("dot_name", "dot.name", "dot name", "git", "git__lab"));
    assertThat(prefixes).containsEntry("dot_name", "dot_name__").containsEntry("git", "git__");
    assertThat(prefixes.values()).doesNotHaveDuplicates().doesNotContain("git__lab__");
  }
}
