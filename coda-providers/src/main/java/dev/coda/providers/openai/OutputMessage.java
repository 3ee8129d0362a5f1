package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects a message: text, or a refusal, which is what the model says to the person, too. */
final class OutputMessage implements OutputItem {
  private final Map<Integer, GrowingText> parts = new HashMap<>();
  private final Consumer<String> listener;
  private final Consumer<JsonNode> citations;
  private final int separator;
  private @Nullable String phase;
  private boolean refused;
  private int cited;

  /**
   * @param separator how much text was put between this message and an earlier one
   */
  OutputMessage(Consumer<String> listener, Consumer<JsonNode> citations, int separator) {
    this.listener = listener;
    this.citations = citations;
    this.separator = separator;
  }

  boolean isRefusal() {
    return refused;
  }

  @Override
  public void piece(ResponseFrame frame) {
    refused |= frame.type.startsWith("response.refusal");
    part(frame.partIndex).add(frame.delta);
  }

  @Override
  public void part(ResponseFrame frame) {
    refused |= frame.type.startsWith("response.refusal");
    part(frame.partIndex).complete(frame.whole);
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
    int index = 0;
    for (JsonNode content : item.path("content")) {
      boolean refusal = content.path("type").asText().equals("refusal");
      refused |= refusal;
      part(index++).complete(content.path(refusal ? "refusal" : "text").asText(""));
      if (cited == 0) {
        content.path("annotations").forEach(this::cite);
      }
    }
  }

  @Override
  public void describe(ResponsesState state) {
    int length = parts.values().stream().mapToInt(GrowingText::length).sum();
    state.text(length == 0 ? 0 : length + separator, phase);
  }

  private GrowingText part(int index) {
    return parts.computeIfAbsent(Math.max(index, 0), next -> new GrowingText(listener));
  }
}
