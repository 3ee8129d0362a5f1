package dev.coda.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JavadocTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^ \\* <pre>\\{@code$\\n(.*?)^ \\* }</pre>$");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coda-api/src/main/java/dev/coda/api/agent/Agent.java",
        "coda-api/src/main/java/dev/coda/api/agent/Run.java",
        "coda-api/src/main/java/dev/coda/api/model/ModelProvider.java",
        "coda-api/src/main/java/dev/coda/api/session/Stores.java",
        "coda-api/src/main/java/dev/coda/api/tool/Tool.java",
        "coda-store-postgres/src/main/java/dev/coda/store/postgres/PostgresStores.java"
      })
  void beginsWithAnExampleThatIsRun(String source) {
    List<String> examples =
        EXAMPLE
            .matcher(Regions.read(Regions.ROOT.resolve(source)))
            .results()
            .map(match -> match.group(1).replaceAll("(?m)^ \\* ?", ""))
            .toList();

    assertThat(examples).isNotEmpty();
    assertThat(Regions.all()).containsAll(examples);
  }
}
