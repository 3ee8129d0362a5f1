package dev.coda.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.RunId;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.FieldError;
import dev.coda.server.http.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final String RUN = "0190a1b2-0000-7000-8000-000000000001";

  private final Frames frames = RunningServer.shared().bean(Frames.class);

  static Stream<JsonNode> right() throws IOException {
    return cases("right");
  }

  static Stream<JsonNode> wrong() throws IOException {
    return cases("wrong");
  }

  @ParameterizedTest
  @MethodSource("right")
  void readsWhatClientsMaySend(JsonNode frame) {
    assertThat(frames.read(frame).requestId()).isEqualTo(frame.path("request_id").textValue());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void namesTheFieldThatIsWrong(JsonNode wrong) {
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> frames.read(wrong.get("frame")));

    assertThat(problem.errors())
        .extracting(FieldError::field)
        .containsExactly(wrong.get("field").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "null", "{\"type\": \"ping\"} {}"})
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> frames.tree(text)).isInstanceOf(ProblemException.class);
  }

  @Test
  void writesAnswers() {
    RunId run = RunId.of(RUN);

    assertThat(text(new ServerFrame.Ack("a", run)))
        .isEqualTo("{\"type\":\"ack\",\"request_id\":\"a\",\"run_id\":\"%s\"}".formatted(RUN));
    assertThat(text(new ServerFrame.Pong(null))).isEqualTo("{\"type\":\"pong\"}");
  }

  @Test
  void tellsWhatIsWrongUnderTheIdOfTheFrame() {
    JsonNode frame = frames.tree("{\"type\": \"cancel\", \"request_id\": \"c\"}");
    ProblemException problem = ProblemException.invalid("run_id", "is required");

    assertThat(text(Frames.failed(problem, frame)))
        .isEqualTo(
            "{\"type\":\"error\",\"code\":\"validation_failed\",\"message\":\"run_id is"
                + " required.\",\"request_id\":\"c\",\"errors\":[{\"field\":\"run_id\","
                + "\"message\":\"is required\"}]}");
    assertThat(Frames.failed(new IllegalStateException("secret"), null).code())
        .isEqualTo(ErrorCode.INTERNAL);
  }

  @Test
  void tellsWhatIsLeftOfAQuotaAsAProblemDoes() {
    AdmissionException refused =
        new AdmissionException(
            FailureKind.QUOTA_EXCEEDED,
            "Used up.",
            Duration.ofMinutes(1),
            Map.of(
                "quota", "cost_usd",
                "limit", "5.00",
                "used", "4.99",
                "left", "0.01",
                "resets_at", Instant.parse("2027-01-01T00:00:00Z")));

    JsonNode frame = frames.tree(text(Frames.failed(refused, null)));

    assertThat(frame.get("code").textValue()).isEqualTo("quota_exceeded");
    assertThat(frame.get("retry_after").intValue()).isEqualTo(60);
    assertThat(frame.get("quota").textValue()).isEqualTo("cost_usd");
    assertThat(frame.get("limit").textValue()).isEqualTo("5.00");
    assertThat(frame.get("used").textValue()).isEqualTo("4.99");
    assertThat(frame.get("left").textValue()).isEqualTo("0.01");
    assertThat(frame.get("resets_at").textValue()).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(frame.has("details")).isFalse();
  }

  private String text(ServerFrame frame) {
    return new String(frames.write(frame), StandardCharsets.UTF_8);
  }

  private static Stream<JsonNode> cases(String name) throws IOException {
    try (InputStream file = FramesTest.class.getResourceAsStream("/socket/client-frames.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(file).get(name).spliterator(), false);
    }
  }
}
