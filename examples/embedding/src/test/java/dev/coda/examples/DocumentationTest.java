package dev.coda.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/concepts.md",
        "docs/context.md",
        "docs/frameworks.md",
        "docs/from-langchain4j.md",
        "docs/from-spring-ai.md",
        "docs/memory.md",
        "docs/parameters.md",
        "docs/providers.md",
        "docs/structured-output.md",
        "docs/stores.md",
        "docs/tools.md",
        "docs/testing.md"
      })
  void showsOnlyJavaThatIsRun(String page) {
    assertThat(Regions.shownIn(page)).isNotEmpty();
    assertThat(Regions.all()).containsAll(Regions.shownIn(page));
  }
}
