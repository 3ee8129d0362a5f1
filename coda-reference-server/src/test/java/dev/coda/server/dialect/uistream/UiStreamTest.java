package dev.coda.server.dialect.uistream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunPaused;
import dev.coda.server.dialect.RecordedFrames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UiStreamTest {
  @ParameterizedTest
  @MethodSource("dev.coda.server.dialect.RecordedFrames#runs")
  void writesARunAsRecorded(String run) throws Exception {
    RecordedFrames.assertRecorded(
        "uistream",
        run,
        RecordedFrames.frames(new UiStream(0, 0, link -> link), RecordedFrames.events(run)));
  }

  @Test
  void continuesBehindAPause() throws Exception {
    List<RunEvent> events = RecordedFrames.events("approved-with-edit");
    long pause =
        events.stream()
            .filter(event -> event.payload() instanceof RunPaused)
            .findFirst()
            .orElseThrow()
            .seq();

    RecordedFrames.assertRecorded(
        "uistream", "resumed", RecordedFrames.frames(new UiStream(pause, 0, link -> link), events));
  }

  @Test
  void replaysAPauseThatIsOver() throws Exception {
    List<RunEvent> events = RecordedFrames.events("approved-with-edit");
    String frames = RecordedFrames.frames(new UiStream(0, events.size(), link -> link), events);

    assertThat(frames).contains("tool-approval-request").contains("Sent at 12:00.");
    assertThat(frames.split("\"type\":\"finish\"", -1)).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("dev.coda.server.dialect.RecordedFrames#runs")
  void endsOnceAndSaysSo(String run) throws Exception {
    String frames =
        RecordedFrames.frames(new UiStream(0, 0, link -> link), RecordedFrames.events(run));

    assertThat(frames).endsWith("data: [DONE]\n\n");
    assertThat(frames.split("DONE", -1)).hasSize(2);
    assertThat(frames.contains("\"type\":\"abort\""))
        .isNotEqualTo(frames.contains("\"type\":\"finish\""));
  }
}
