package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects a message: text, or a refusal, which is also addressed to the user. */
final class OutputMessage implements OutputItem {
  private final TextParts parts;
  private final Consumer<JsonNode> citations;
  private final int separator;
  private @Nullable String phase;
  private boolean refused;
  private int cited;

  /**
   * @param separator the length of the text between this message and an earlier one
   */
  OutputMessage(Consumer<String> listener, Consumer<JsonNode> citations, int separator) {
    this.parts = new TextParts(() -> new TextAccumulator(listener));
    this.citations = citations;
    this.separator = separator;
  }

  boolean isRefusal() {
    return refused;
  }

  @Override
  public void piece(ResponseFrame frame) {
    refused |= frame.type.startsWith("response.refusal");
    parts.at(frame.partIndex).add(frame.delta);
  }

  @Override
  public void part(ResponseFrame frame) {
    refused |= frame.type.startsWith("response.refusal");
    parts.at(frame.partIndex).complete(frame.whole);
  }

  void cite(JsonNode annotation) {
    if (annotation.isObject()) {
      cited++;
      citations.accept(annotation);
    }
  }

  @Override
  public void whole(JsonNode item) {
    phase = item.path("phase").asText(phase);
    List<String> said = new ArrayList<>();
    for (JsonNode content : item.path("content")) {
      boolean refusal = content.path("type").asText().equals("refusal");
      refused |= refusal;
      said.add(content.path(refusal ? "refusal" : "text").asText(""));
      if (cited == 0) {
        content.path("annotations").forEach(this::cite);
      }
    }
    parts.all(said);
  }

  @Override
  public void describe(ResponsesState state) {
    int length = parts.length();
    state.text(length == 0 ? 0 : length + separator, phase);
  }
}
