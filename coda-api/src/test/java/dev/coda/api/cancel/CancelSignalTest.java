package dev.coda.api.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelSignalTest {
  private final CancelSignal signal = CancelSignal.create();
  private final List<String> stopped = new ArrayList<>();

  @Test
  void stopsAllThoughOneThrows() {
    IllegalStateException first = new IllegalStateException("first");
    AssertionError second = new AssertionError("second");
    signal.onCancel(() -> stopped.add("before"));
    signal.onCancel(() -> {
      throw first;
    });
    signal.onCancel(() -> stopped.add("between"));
    signal.onCancel(() -> {
      throw second;
    });
    signal.onCancel(() -> stopped.add("after"));

    assertThatThrownBy(() -> signal.cancel(CancelReason.REQUESTED))
        .isSameAs(first)
        .hasSuppressedException(second);

    assertThat(stopped).containsExactly("before", "between", "after");
    assertThat(signal.reason()).contains(CancelReason.REQUESTED);
    assertThat(signal.cancel(CancelReason.DEADLINE)).isFalse();
  }

  @Test
  void stopsNothingThatIsOver() {
    signal.onCancel(() -> stopped.add("over")).close();

    assertThat(signal.cancel(CancelReason.REQUESTED)).isTrue();

    assertThat(stopped).isEmpty();
  }
}
