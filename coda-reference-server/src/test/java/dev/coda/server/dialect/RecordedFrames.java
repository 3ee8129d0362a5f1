package dev.coda.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import dev.coda.server.run.RunEncoder;
import dev.coda.testkit.fixture.RunFixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Recorded runs, and what a protocol makes of them, in {@code src/test/resources/dialect}. */
public final class RecordedFrames {
  /** A run that leaves a call to its client. */
  public static final String CLIENT_TOOL = "client-tool";

  private static final Path RECORDED = Path.of("src", "test", "resources", "dialect");
  private static final Path ACTUAL = Path.of("target", "dialect");

  private RecordedFrames() {}

  /** Returns the names of all recorded runs. */
  public static Stream<String> runs() {
    return Stream.concat(RunFixtures.RUNS.stream(), Stream.of(CLIENT_TOOL));
  }

  /** Returns the events of a recorded run. */
  public static List<RunEvent> events(String run) throws IOException {
    if (!run.equals(CLIENT_TOOL)) {
      return RunFixtures.run(run);
    }
    List<RunEvent> events = new ArrayList<>();
    for (JsonNode event :
        CodaJson.mapper().readTree(RECORDED.resolve(CLIENT_TOOL + ".events.json").toFile())) {
      events.add(EventCodec.fromJson(event.toString()));
    }
    return events;
  }

  /** Returns what an encoder makes of events. */
  public static String frames(RunEncoder encoder, List<RunEvent> events) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (RunEvent event : events) {
      encoder.write(event, out);
      if (encoder.isOver()) {
        break;
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Demands that a run becomes what was recorded for a protocol. */
  public static void assertRecorded(String dialect, String run, String actual) throws IOException {
    Path file = Path.of(dialect, run + ".sse");
    Files.createDirectories(ACTUAL.resolve(dialect));
    Files.writeString(ACTUAL.resolve(file), actual);
    assertThat(actual)
        .as("If this is intended: cp target/dialect/%s src/test/resources/dialect/%s", file, file)
        .isEqualTo(
            Files.exists(RECORDED.resolve(file))
                ? Files.readString(RECORDED.resolve(file))
                : "nothing");
  }
}
