package dev.coda.server.dialect.agui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.event.UsageReported;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts tokens by the models that used them. Confined to one thread at a time. */
final class UsageByModel {
  private final Map<ModelRef, Usage> tokens = new LinkedHashMap<>();

  void add(UsageReported report) {
    tokens.merge(new ModelRef(report.provider(), report.model()), report.tokens(), Usage::plus);
  }

  ArrayNode write() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    tokens.forEach((model, used) ->
        all.addObject()
            .put("provider", model.provider())
            .put("model", model.name())
            .put("inputTokens", used.input())
            .put("outputTokens", used.output())
            .put("totalTokens", used.total())
            .put("reasoningTokens", used.reasoning())
            .put("cachedInputTokens", used.cacheRead())
            .put("cacheWriteInputTokens", used.cacheWrite()));
    return all;
  }
}
