package dev.coda.server.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.server.dialect.RecordedFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseStreamTest {
  private static final ResponseFacts FACTS = ResponseFacts.of("before", "Be brief.");

  @ParameterizedTest
  @MethodSource("dev.coda.server.dialect.RecordedFrames#runs")
  void writesARunAsRecorded(String run) throws Exception {
    RecordedFrames.assertRecorded("responses", run, frames(RecordedFrames.events(run), -1));
  }

  @ParameterizedTest
  @MethodSource("dev.coda.server.dialect.RecordedFrames#runs")
  void countsFramesWithoutAGapAndRejoinsAtEachOfThem(String run) throws Exception {
    List<RunEvent> events = RecordedFrames.events(run);
    List<String> all = cut(frames(events, -1));

    for (int i = 0; i < all.size() - 1; i++) {
      assertThat(all.get(i)).contains("\"sequence_number\":" + i + ",");
      assertThat(cut(frames(events, i))).isEqualTo(all.subList(i + 1, all.size()));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.coda.server.dialect.RecordedFrames#runs")
  void givesTheSameFramesOfALogThatWasMerged(String run) throws Exception {
    List<RunEvent> events = RecordedFrames.events(run);

    assertThat(frames(merged(events), -1)).isEqualTo(frames(events, -1));
  }

  @ParameterizedTest
  @MethodSource("dev.coda.server.dialect.RecordedFrames#runs")
  void endsWithTheResponseThatIsReadLater(String run) throws Exception {
    ResponseFold fold = new ResponseFold(FACTS);
    List<JsonNode> frames = new ArrayList<>();
    for (RunEvent event : RecordedFrames.events(run)) {
      frames.addAll(fold.apply(event));
    }
    JsonNode last = frames.getLast().get("response");

    if (!fold.response().get("status").asText().equals("cancelled")) {
      assertThat(fold.response()).isEqualTo(last);
    } else {
      assertThat(last.get("status").asText()).isEqualTo("incomplete");
    }
  }

  @Test
  void cutsATextByWhatItSaysAndNotByHowItComes() {
    String said =
        "Some words, averyveryverylongwordthatiscutsomewhereinthemiddle 😀😀😀😀😀😀😀😀😀"
            + " 漢字漢字漢字漢字漢字漢字漢字 end";
    List<String> expected = pieces(said, said.length(), said.length());

    assertThat(expected).hasSizeGreaterThan(4).noneMatch(piece -> piece.length() > 49);
    for (int first = 0; first <= said.length(); first++) {
      for (int second = first; second <= said.length(); second++) {
        assertThat(pieces(said, first, second)).isEqualTo(expected);
      }
    }
    assertThat(String.join("", expected)).isEqualTo(said);
  }

  private static List<String> pieces(String text, int first, int second) {
    TextPieces pieces = new TextPieces();
    List<String> all = new ArrayList<>(pieces.add(text.substring(0, first)));
    all.addAll(pieces.add(text.substring(first, second)));
    all.addAll(pieces.add(text.substring(second)));
    all.add(pieces.end());
    return all;
  }

  private static String frames(List<RunEvent> events, long startingAfter) throws Exception {
    return RecordedFrames.frames(new ResponseStream(FACTS, startingAfter), events);
  }

  private static List<String> cut(String frames) {
    return Arrays.stream(frames.split("\n\n", -1)).filter(frame -> !frame.isEmpty()).toList();
  }

  /** Puts deltas of one part that follow one another into one, as a store does. */
  private static List<RunEvent> merged(List<RunEvent> events) {
    List<RunEvent> merged = new ArrayList<>();
    for (RunEvent event : events) {
      RunEvent last = merged.isEmpty() ? events.getFirst() : merged.getLast();
      if (event.payload() instanceof ContentDelta next
          && last.payload() instanceof ContentDelta before
          && before.part() == next.part()) {
        ContentDelta both =
            new ContentDelta(
                before.messageId(),
                before.part(),
                before.offset(),
                before.delta() + next.delta(),
                next.metadata());
        merged.set(
            merged.size() - 1,
            new RunEvent(event.runId(), event.sessionId(), event.seq(), event.ts(), both));
      } else {
        merged.add(event);
      }
    }
    return merged;
  }
}
