package dev.coda.providers.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SseReaderTest {
  @Test
  void readsNamesAndData() {
    assertThat(events("event: a\ndata: 1\n\ndata:2\n\n")).containsExactly("a|1", "|2");
  }

  @Test
  void takesEveryKindOfLineEnd() {
    assertThat(events("data: 1\r\n\r\ndata: 2\r\rdata: 3\n\n")).containsExactly("|1", "|2", "|3");
  }

  @Test
  void joinsLinesOfDataByLineFeeds() {
    assertThat(events("data: a\ndata\ndata:  b\n\n")).containsExactly("|a\n\n b");
  }

  @Test
  void ignoresAByteOrderMarkAtTheBeginningOnly() {
    assertThat(events("\uFEFFdata: 1\n\n\uFEFFdata: 2\n\n")).containsExactly("|1");
  }

  @Test
  void ignoresCommentsAndUnknownFields() {
    assertThat(events(": ping\nid: 7\nretry: 10\ndatabase: x\ndata: 1\n\n:\n\n"))
        .containsExactly("|1");
  }

  @Test
  void reportsNoEventWithoutData() {
    assertThat(events("event: a\n\ndata: 1\n\n")).containsExactly("|1");
  }

  @Test
  void reportsEmptyData() {
    assertThat(events("data:\n\ndata\n\n")).containsExactly("|", "|");
  }

  @Test
  void dropsAnEventThatIsNotClosed() {
    assertThat(events("data: 1\n\ndata: 2\n")).containsExactly("|1");
  }

  @Test
  void refusesALineThatIsTooLong() {
    SseReader reader = new SseReader(16, event -> {});
    byte[] piece = "data: 0123".getBytes(StandardCharsets.UTF_8);
    reader.feed(piece, 0, piece.length);
    assertThatThrownBy(() -> reader.feed(piece, 0, piece.length))
        .isInstanceOf(SseOverflowException.class)
        .hasMessageContaining("16 bytes");
  }

  @Test
  void refusesAnEventOfTooManyLines() {
    SseReader reader = new SseReader(16, event -> {});
    byte[] line = "data: 0123\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                reader.feed(line, 0, line.length);
              }
            })
        .isInstanceOf(SseOverflowException.class);
  }

  @Property(tries = 3000)
  void readsTheSameEventsHoweverTheBytesAreSliced(
      @ForAll("streams") String stream,
      @ForAll List<@net.jqwik.api.constraints.IntRange(min = 1, max = 9) Integer> sizes) {
    assertThat(sliced(stream, sizes)).isEqualTo(events(stream));
  }

  @Property(tries = 500)
  void readsTheSameEventsByteByByte(@ForAll("streams") String stream) {
    assertThat(sliced(stream, List.of(1))).isEqualTo(events(stream));
  }

  @Provide
  Arbitrary<String> streams() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "data",
            "data:",
            "data: ",
            "event: ",
            "event",
            ":",
            " ",
            "\n",
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            "\r\n\r\n",
            "\uFEFF",
            "x",
            "{\"a\":1}",
            "é",
            "漢字",
            "😀",
            "[DONE]",
            "id: 3");
    return pieces.list().ofMaxSize(40).map(list -> String.join("", list));
  }

  private static List<String> sliced(String stream, List<Integer> sizes) {
    List<String> events = new ArrayList<>();
    SseReader reader = new SseReader(4096, event -> events.add(event.name() + "|" + event.data()));
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    for (int i = 0; at < bytes.length; i++) {
      int size = sizes.isEmpty() ? bytes.length : sizes.get(i % sizes.size());
      int end = Math.min(at + size, bytes.length);
      byte[] slice = Arrays.copyOfRange(bytes, at, end);
      reader.feed(slice, 0, slice.length);
      Arrays.fill(slice, (byte) '#');
      at = end;
    }
    return events;
  }

  private static List<String> events(String stream) {
    return sliced(stream, List.of());
  }
}
