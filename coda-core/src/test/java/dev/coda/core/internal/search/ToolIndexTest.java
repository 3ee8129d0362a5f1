package dev.coda.core.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.tool.ToolSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolIndexTest {
  private static final double LEAST_FOUND = 0.9;
  private static final int SHOWN = 5;

  /** 1186 operations of GitHub's and 648 of Stripe's. */
  @ParameterizedTest
  @ValueSource(strings = {"requests.tsv", "more-requests.tsv"})
  void findsTheRightOperationAmongTheFirstFive(String file) throws IOException {
    Map<String, ToolIndex> apis =
        Map.of("github", index("github.tsv"), "stripe", index("stripe.tsv"));
    List<String> missed = new ArrayList<>();
    List<String[]> requests = rows(file);
    for (String[] request : requests) {
      List<String> found =
          names(Objects.requireNonNull(apis.get(request[0])).find(request[1], SHOWN));
      if (List.of(request[2].split(" ")).stream().noneMatch(found::contains)) {
        missed.add(request[1] + " → " + found);
      }
    }

    assertThat(missed.size())
        .as("missed: %s", missed)
        .isLessThanOrEqualTo((int) (requests.size() * (1 - LEAST_FOUND)));
  }

  @Test
  void findsNamesHoweverTheyAreWritten() {
    ToolIndex index =
        ToolIndex.of(List.of(spec("listPullRequests"), spec("delete_branch"), spec("HTTPPing")));

    assertThat(names(index.find("lists a pull request", 1))).containsExactly("listPullRequests");
    assertThat(names(index.find("deleting branches", 1))).containsExactly("delete_branch");
    assertThat(names(index.find("http ping", 1))).containsExactly("HTTPPing");
  }

  @Test
  void findsByOtherVerbs() {
    ToolIndex index = ToolIndex.of(List.of(spec("remove_user"), spec("create_user")));

    assertThat(names(index.find("erase a user", 1))).containsExactly("remove_user");
    assertThat(names(index.find("add a user", 1))).containsExactly("create_user");
  }

  @Test
  void findsNothingWithoutAWordInCommon() {
    assertThat(ToolIndex.of(List.of(spec("add"))).find("zymurgy", SHOWN)).isEmpty();
    assertThat(ToolIndex.of(List.of()).find("add", SHOWN)).isEmpty();
    assertThat(ToolIndex.of(List.of(spec("add"))).find("…", SHOWN)).isEmpty();
  }

  private static ToolIndex index(String file) throws IOException {
    List<ToolSpec> tools = new ArrayList<>();
    for (String[] row : rows(file)) {
      ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
      ObjectNode arguments = schema.putObject("properties");
      for (String name : row.length < 3 ? new String[0] : row[2].split(" ")) {
        arguments.putObject(name);
      }
      tools.add(ToolSpec.builder(row[0]).description(row[1]).inputSchema(schema).build());
    }
    return ToolIndex.of(tools);
  }

  private static List<String[]> rows(String file) throws IOException {
    try (InputStream in = ToolIndexTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .toList();
    }
  }

  private static ToolSpec spec(String name) {
    return ToolSpec.builder(name).build();
  }

  private static List<String> names(List<ToolSpec> tools) {
    return tools.stream().map(ToolSpec::name).toList();
  }
}
