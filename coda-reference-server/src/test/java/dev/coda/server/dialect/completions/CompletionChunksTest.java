package dev.coda.server.dialect.completions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.server.dialect.RecordedFrames;
import dev.coda.server.dialect.RunLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompletionChunksTest {
  @ParameterizedTest
  @MethodSource("dev.coda.server.dialect.RecordedFrames#runs")
  void writesARunAsRecorded(String run) throws Exception {
    RecordedFrames.assertRecorded(
        "completions",
        run,
        RecordedFrames.frames(new CompletionChunks(true), RecordedFrames.events(run)));
  }

  @ParameterizedTest
  @MethodSource("dev.coda.server.dialect.RecordedFrames#runs")
  void endsAsTheWholeCompletionDoes(String run) throws Exception {
    RunLog log = RunLog.of(RecordedFrames.events(run));
    JsonNode whole = Completion.of(log, log.end().orElseThrow());
    JsonNode choice = whole.at("/choices/0");
    String frames = RecordedFrames.frames(new CompletionChunks(true), RecordedFrames.events(run));

    if (log.projection().error().isPresent()) {
      assertThat(frames).contains("\"error\":{").doesNotContain("[DONE]");
    } else {
      assertThat(frames)
          .contains("\"finish_reason\":" + choice.get("finish_reason"))
          .contains("\"usage\":" + whole.get("usage"))
          .endsWith("data: [DONE]\n\n");
      assertThat(said(frames)).endsWith(choice.at("/message/content").asText(""));
    }
  }

  private static String said(String frames) {
    return Arrays.stream(frames.split("\n\n", -1))
        .filter(frame -> frame.startsWith("data: {"))
        .map(CompletionChunksTest::read)
        .map(chunk -> chunk.at("/choices/0/delta/content").asText(""))
        .collect(Collectors.joining());
  }

  private static JsonNode read(String frame) {
    try {
      return CodaJson.mapper().readTree(frame.substring("data: ".length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
