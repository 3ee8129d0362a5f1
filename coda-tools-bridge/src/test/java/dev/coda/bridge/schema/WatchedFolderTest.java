package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchedFolderTest {
  private static final String URL = "https://service.example/x";

  @TempDir Path root;
  private final List<SchemaTools> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(SchemaTools::close);
  }

  @Test
  void followsNewChangedAndRemovedFiles() {
    SchemaTools tools = watch(root);
    assertThat(tools.tools()).isEmpty();

    ToolFiles.write(root, "weather", ToolFiles.own("First.", URL));
    await().until(() -> ToolFiles.names(tools).equals(List.of("weather")));

    // Of the same length, so that only the content tells them apart.
    ToolFiles.write(root, "weather", ToolFiles.own("Other.", URL));
    await().until(() -> description(tools, "weather").equals("Other."));

    ToolFiles.remove(root, "weather");
    await().until(() -> tools.tools().isEmpty());
    assertThat(tools.problems()).isEmpty();
  }

  @Test
  void findsAFolderThatAppearsLater() throws IOException {
    Path later = root.resolve("deep/tools");
    SchemaTools tools = watch(later);
    assertThat(tools.problems()).isEmpty();

    Files.createDirectories(later);
    ToolFiles.write(later, "weather", ToolFiles.own("Tells the weather.", URL));

    await().until(() -> ToolFiles.names(tools).equals(List.of("weather")));
  }

  @Test
  void keepsTheLastGoodVersionOfABrokenFileAndReportsItOnce() {
    Path file = ToolFiles.write(root, "weather", ToolFiles.own("Good.", URL));
    SchemaTools tools = watch(root);

    ToolFiles.write(root, "weather", "{\"description\": \"Bad.\"");
    await().until(() -> !tools.problems().isEmpty());

    assertThat(description(tools, "weather")).isEqualTo("Good.");
    ToolFileProblem problem = tools.problems().get(0);
    assertThat(problem.file()).isEqualTo(file);
    assertThat(problem.reason()).startsWith("is not valid JSON at line 1, column ");

    ToolFiles.write(root, "weather", ToolFiles.own("Mended.", URL));
    await().until(() -> tools.problems().isEmpty());
    assertThat(description(tools, "weather")).isEqualTo("Mended.");
  }

  @Test
  void offersTheOtherToolsWhenOneFileIsBrokenFromTheStart() {
    ToolFiles.write(root, "bad", "not json");
    ToolFiles.write(root, "good", ToolFiles.own("Good.", URL));

    SchemaTools tools = watch(root);

    assertThat(ToolFiles.names(tools)).containsExactly("good");
    assertThat(tools.problems()).hasSize(1);
  }

  @Test
  void reportsANameThatIsTakenAndKeepsItsFirstOwner() {
    Path first = ToolFiles.write(root, "a", ToolFiles.own("First.", URL));
    ToolFiles.write(
        root, "b", ToolFiles.own("Second.", URL).replaceFirst("\\{", "{\"name\": \"a\", "));

    SchemaTools tools = watch(root);

    assertThat(description(tools, "a")).isEqualTo("First.");
    assertThat(ToolFiles.problems(tools))
        .containsExactly("name: 'a' is already the name of a tool in " + first);
  }

  @Test
  void readsOnceAndAgainWhenAsked() {
    SchemaTools tools = SchemaTools.read(root);
    opened.add(tools);
    ToolFiles.write(root, "weather", ToolFiles.own("Tells the weather.", URL));
    assertThat(tools.tools()).isEmpty();

    tools.refresh();

    assertThat(ToolFiles.names(tools)).containsExactly("weather");
  }

  @Test
  void readsAContentAgainOnlyAfterADay() {
    SteppedClock clock = new SteppedClock();
    String content = ToolFiles.own("Tells the weather.", URL);
    ToolFiles.write(root, "weather", content);
    SchemaTools tools = SchemaTools.builder(root).clock(clock).read();
    opened.add(tools);
    Tool first = ToolFiles.tool(tools, "weather");

    ToolFiles.remove(root, "weather");
    tools.refresh();
    assertThat(tools.tools()).isEmpty();
    ToolFiles.write(root, "weather", content);
    tools.refresh();
    assertThat(ToolFiles.tool(tools, "weather")).isSameAs(first);

    clock.step(Duration.ofHours(25));
    tools.refresh();
    assertThat(ToolFiles.tool(tools, "weather")).isNotSameAs(first);
  }

  @Test
  void keepsItsToolsButStopsItsThreadWhenClosed() {
    ToolFiles.write(root, "weather", ToolFiles.own("Tells the weather.", URL));
    SchemaTools tools = watch(root);
    await().until(() -> watchers() > 0);

    tools.close();

    await().until(() -> watchers() == 0);
    tools.refresh();
    assertThat(ToolFiles.names(tools)).containsExactly("weather");
  }

  private SchemaTools watch(Path folder) {
    SchemaTools tools = SchemaTools.builder(folder).interval(Duration.ofMillis(10)).watch();
    opened.add(tools);
    return tools;
  }

  private static String description(SchemaTools tools, String name) {
    Tool tool = ToolFiles.tool(tools, name);
    return tool.spec().description();
  }

  private static long watchers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("coda-tools-watch"))
        .count();
  }

  private static final class SteppedClock extends Clock {
    private volatile Instant now = Instant.now();

    void step(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
