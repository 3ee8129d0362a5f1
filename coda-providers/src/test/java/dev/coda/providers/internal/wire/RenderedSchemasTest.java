package dev.coda.providers.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RenderedSchemasTest {
  private final List<String> rendered = new ArrayList<>();
  private final RenderedSchemas schemas = new RenderedSchemas(this::render);

  private @Nullable JsonNode render(ToolSpecification tool) {
    rendered.add(tool.name());
    return tool.name().equals("none")
        ? null
        : JsonNodeFactory.instance.objectNode().put("title", "Größe \"" + tool.name() + '"');
  }

  @Test
  void rendersEachToolOnceHoweverManyRequestsItIsIn() throws Exception {
    ToolSpecification first = tool("first");
    ToolSpecification none = tool("none");

    for (int i = 0; i < 100; i++) {
      ObjectNode request = JsonNodeFactory.instance.objectNode();
      schemas.of(first).ifPresent(schema -> request.set("schema", schema));
      assertThat(WireJson.mapper().readTree(WireJson.mapper().writeValueAsBytes(request)))
          .hasToString("{\"schema\":{\"title\":\"Größe \\\"first\\\"\"}}");
      assertThat(schemas.of(none)).isEmpty();
    }

    assertThat(rendered).containsExactly("first", "none");
  }

  @Test
  void rendersAToolAgainThatWasMadeAnewUnderItsName() {
    schemas.of(tool("first"));
    schemas.of(tool("first"));

    assertThat(rendered).containsExactly("first", "first");
  }

  private static ToolSpecification tool(String name) {
    return ToolSpecification.builder().name(name).build();
  }
}
