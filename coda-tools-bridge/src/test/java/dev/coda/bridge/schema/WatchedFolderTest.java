package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.Calls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
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
  void keepsItsToolsButStopsItsThreadWhenClosed() {
    ToolFiles.write(root, "weather", ToolFiles.own("Tells the weather.", URL));
    SchemaTools tools = watch(root);
    await().until(() -> watchers() > 0);

    tools.close();

    await().until(() -> watchers() == 0);
    tools.refresh();
    assertThat(ToolFiles.names(tools)).containsExactly("weather");
  }

  @Test
  void failsNoCallWhileFilesChange() throws Exception {
    try (MockWebServer service = new MockWebServer()) {
      service.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              return new MockResponse.Builder()
                  .addHeader("Content-Type", "application/json")
                  .body("{\"ok\": true}")
                  .build();
            }
          });
      service.start();
      String url = "http://127.0.0.1:" + service.getPort() + "/x";
      ToolFiles.replace(root, "steady", ToolFiles.own("Version 0.", url));
      SchemaTools tools =
          SchemaTools.builder(root)
              .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
              .interval(Duration.ofMillis(2))
              .watch();
      opened.add(tools);

      AtomicBoolean done = new AtomicBoolean();
      AtomicInteger versions = new AtomicInteger();
      Thread editor =
          new Thread(() -> {
            while (!done.get()) {
              edit(url, versions.incrementAndGet());
            }
          });
      editor.start();
      ExecutorService callers = Executors.newFixedThreadPool(8);
      try {
        List<Future<ToolResult>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
          calls.add(
              callers.submit(() ->
                  ToolFiles.tool(tools, "steady")
                      .execute(Calls.json("{\"a\": 1}"), Calls.context())));
        }
        for (Future<ToolResult> call : calls) {
          assertThat(call.get().detail()).isNull();
          assertThat(call.get().isOk()).isTrue();
        }
        int after = versions.get();
        assertThat(after).isGreaterThan(10);
        await().until(() -> version(tools) > after);
      } finally {
        done.set(true);
        editor.join();
        callers.shutdownNow();
      }
    }
  }

  /** A good version, a half-written one, a neighbour that comes and goes. */
  private void edit(String url, int version) {
    ToolFiles.replace(root, "steady", ToolFiles.own("Version " + version + ".", url));
    ToolFiles.write(root, "neighbour", ToolFiles.own("Comes and goes.", url));
    ToolFiles.write(root, "steady", "{\"description\": \"Half");
    ToolFiles.remove(root, "neighbour");
    ToolFiles.replace(root, "steady", ToolFiles.own("Version " + version + ".", url));
  }

  private static int version(SchemaTools tools) {
    return Integer.parseInt(description(tools, "steady").replaceAll("\\D", ""));
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
}
