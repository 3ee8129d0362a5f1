package dev.coda.server.dialect.agui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunPaused;
import dev.coda.server.dialect.RecordedFrames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AguiStreamTest {
  @ParameterizedTest
  @MethodSource("dev.coda.server.dialect.RecordedFrames#runs")
  void writesARunAsRecorded(String run) throws Exception {
    RecordedFrames.assertRecorded("agui", run, frames(RecordedFrames.events(run), 0, 0, false));
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

    assertThat(frames(events, 0, 0, false)).endsWith("}\n\n").contains("\"type\":\"interrupt\"");
    RecordedFrames.assertRecorded("agui", "resumed", frames(events, pause, 0, false));
  }

  @Test
  void startsAnewForAClientThatHasSeenSome() throws Exception {
    List<RunEvent> events = RecordedFrames.events("approved-with-edit");

    RecordedFrames.assertRecorded("agui", "rejoined", frames(events, 0, events.size(), true));
  }

  private static String frames(
      List<RunEvent> events, long afterSeq, long pausesOver, boolean isRejoined) throws Exception {
    AguiView view =
        new AguiView("thread", "run", afterSeq, pausesOver, isRejoined, List.of(), link -> link);
    return RecordedFrames.frames(new AguiStream(view), events);
  }
}
