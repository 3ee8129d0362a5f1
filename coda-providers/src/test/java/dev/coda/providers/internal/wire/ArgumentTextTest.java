package dev.coda.providers.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentTextTest {
  private static final String WHOLE = "{\"city\":\"Oslo\",\"at\":{\"city\":1}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an empty object first | {} ~ {"a": ~ 1} | {"a":1}
          null first | null ~ {"a":1} | {"a":1}
          each piece repeats all so far | {"a": ~ {"a":1 ~ {"a":1} | {"a":1}
          an empty object, then cumulative | {} ~ {"a": ~ {"a":1} | {"a":1}
          all of it once more at the end | {"a" ~ :1} ~ {"a":1} | {"a":1}
          the same whole twice | {"a":1} ~ {"a":1} | {"a":1}
          an object within an object | {"a": ~ {"a":1} ~ } | {"a":{"a":1}}
          nothing | '' | {}
          null alone | null | {}
          blanks alone | ' ' | {}
          two that differ | {"a":1} ~ {"a":2} | {"a":1}{"a":2}
          a number without bounds | {"a":1e1000000} | {"a":1e1000000}
          cut | {"a": ~ 1 | {"a":1
          """)
  void reads(String what, String pieces, String arguments) {
    assertThat(read(List.of(pieces.split(" ~ ", -1)))).as(what).isEqualTo(arguments);
  }

  @Property
  void readsTheSameFromEverySlicing(@ForAll @IntRange(min = 1, max = 28) int cut) {
    int at = Math.min(cut, WHOLE.length() - 1);
    String begin = WHOLE.substring(0, at);
    String end = WHOLE.substring(at);
    assertThat(read(List.of(begin, end))).isEqualTo(WHOLE);
    assertThat(read(List.of("{}", begin, end))).isEqualTo(WHOLE);
    assertThat(read(List.of(begin, WHOLE))).isEqualTo(WHOLE);
    assertThat(read(List.of(begin, end, WHOLE))).isEqualTo(WHOLE);
  }

  @Test
  void takesTheWholeUnlessItSaysNothing() {
    ArgumentText arguments = new ArgumentText();
    arguments.add("{\"a\":1}");
    arguments.replace("{}");
    assertThat(arguments.text()).isEqualTo("{\"a\":1}");
    arguments.replace("{\"a\":2}");
    assertThat(arguments.text()).isEqualTo("{\"a\":2}");
  }

  private static String read(List<String> pieces) {
    ArgumentText arguments = new ArgumentText();
    pieces.forEach(arguments::add);
    return arguments.text();
  }
}
