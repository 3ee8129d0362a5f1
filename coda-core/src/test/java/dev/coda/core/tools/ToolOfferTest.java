package dev.coda.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToolOfferTest {
  private static final ChatRequestParameters BASE =
      ChatRequestParameters.builder().temperature(0.3).build();

  /** A tool of which two are equal though they are not the same. */
  private record Named(ToolSpec spec) implements Tool {
    static Named of(String name) {
      return new Named(ToolSpec.builder(name).build());
    }

    @Override
    public ToolResult execute(JsonNode input, ToolContext context) {
      return ToolResult.text("done");
    }
  }

  private final Tool add = Named.of("add");
  private final Tool find = Named.of("find");
  private final Tool reader = Named.of(ArtifactTool.NAME);
  private volatile List<Tool> changing = List.of(add, find);
  private final ToolRegistry registry =
      ToolRegistry.of(List.of(() -> changing, ToolSource.of(reader)));

  @Test
  void isTheSameWhileTheSourcesReturnTheSameTools() {
    ToolOffer first = registry.offer();

    changing = List.of(add, find);

    assertThat(registry.offer()).isSameAs(first);
    assertThat(registry.snapshot()).isSameAs(registry.snapshot());
    assertThat(registry.offer().parameters(BASE)).isSameAs(first.parameters(BASE));
  }

  @Test
  void isAnotherAsSoonAsASourceAddsOrRemovesATool() {
    ToolOffer both = registry.offer();

    changing = List.of(add);
    assertThat(registry.offer().tools()).containsOnlyKeys("add", ArtifactTool.NAME);
    changing = List.of(add, find, Named.of("new"));
    assertThat(registry.offer().tools()).containsOnlyKeys("add", "find", "new", ArtifactTool.NAME);

    assertThat(both.tools()).containsOnlyKeys("add", "find", ArtifactTool.NAME);
  }

  @Test
  void isAnotherIfAToolIsReplacedOrItsDescriptionChanges() {
    ToolOffer first = registry.offer();

    changing = List.of(add, new Named(find.spec()));
    ToolOffer replaced = registry.offer();
    changing = List.of(find, add);
    ToolOffer swapped = registry.offer();

    assertThat(replaced).isNotSameAs(first);
    assertThat(swapped).isNotSameAs(replaced);
    assertThat(swapped.tools().keySet()).containsExactly("find", "add", ArtifactTool.NAME);
  }

  @Test
  void readsLargeResultsLastAndOnlyBesideAnotherTool() {
    ToolRegistry readerFirst = ToolRegistry.of(List.of(ToolSource.of(reader, add, find)));

    assertThat(readerFirst.snapshot().keySet()).containsExactly(ArtifactTool.NAME, "add", "find");
    assertThat(readerFirst.offer().tools().keySet())
        .containsExactly("add", "find", ArtifactTool.NAME);
    assertThat(readerFirst.offer().only(Set.of("find")).tools().keySet())
        .containsExactly("find", ArtifactTool.NAME);
    assertThat(readerFirst.offer().only(Set.of(ArtifactTool.NAME)).tools()).isEmpty();
    assertThat(ToolRegistry.of(List.of(ToolSource.of(reader))).offer().tools()).isEmpty();
  }

  @Test
  void addsItsToolsToTheParametersOfAnAgent() {
    ChatRequestParameters parameters = registry.offer().parameters(BASE);

    assertThat(parameters.temperature()).isEqualTo(0.3);
    assertThat(parameters.toolSpecifications())
        .extracting(ToolSpecification::name)
        .containsExactly("add", "find", ArtifactTool.NAME);
    ChatRequestParameters other = ChatRequestParameters.builder().topP(0.5).build();
    assertThat(registry.offer().parameters(other).temperature()).isNull();
    assertThat(registry.offer().parameters(other).topP()).isEqualTo(0.5);
    assertThat(registry.offer().only(Set.of()).parameters(BASE)).isSameAs(BASE);
  }

  @Test
  void keepsItsToolsWhenABudgetBoundsACall() {
    ChatRequestParameters bounds =
        ChatRequestParameters.builder().maxOutputTokens(64).toolChoice(ToolChoice.NONE).build();

    ChatRequestParameters bounded = registry.offer().parameters(BASE).overrideWith(bounds);

    assertThat(bounded.toolSpecifications()).hasSize(3);
    assertThat(bounded.maxOutputTokens()).isEqualTo(64);
    assertThat(bounded.temperature()).isEqualTo(0.3);
  }
}
