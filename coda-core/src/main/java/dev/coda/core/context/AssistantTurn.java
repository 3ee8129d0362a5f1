package dev.coda.core.context;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.model.ModelAttributes;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits one stored assistant message into what the model said and what its tools answered. */
final class AssistantTurn {
  private static final String NO_RESULT =
      "This call was interrupted; whether it had an effect is unknown.";

  private static final int LONGEST_NAME = 64;
  private static final Pattern VALID_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private final Map<CallId, ToolResultPart> results = new HashMap<>();
  private final List<ChatMessage> turn = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private final List<ToolCallPart> calls = new ArrayList<>();
  private @Nullable JsonNode reasoningState;

  private final Set<CallId> known;

  private AssistantTurn(Set<CallId> known) {
    this.known = known;
  }

  static List<ChatMessage> of(List<Part> parts) {
    return of(parts, new HashSet<>());
  }

  /**
   * @param known calls of earlier messages, which cannot be made again; those of this one are added
   */
  static List<ChatMessage> of(List<Part> parts, Set<CallId> known) {
    return new AssistantTurn(known).split(parts);
  }

  private List<ChatMessage> split(List<Part> parts) {
    for (Part part : parts) {
      if (part instanceof ToolResultPart result) {
        results.putIfAbsent(result.callId(), result);
      }
    }
    boolean answered = false;
    for (Part part : parts) {
      if (part instanceof ToolResultPart) {
        answered |= !calls.isEmpty();
        continue;
      }
      if (answered) {
        // Whatever follows results belongs to the model's next reply.
        close();
        answered = false;
      }
      if (part instanceof ToolCallPart call) {
        if (known.add(call.callId())) {
          calls.add(call);
        }
      } else if (part instanceof TextPart said) {
        text.append(said.text());
      } else if (part instanceof ReasoningPart reasoning) {
        thinking.append(reasoning.text());
        reasoningState = reasoning.state() == null ? reasoningState : reasoning.state();
      }
    }
    close();
    return turn;
  }

  private void close() {
    if (!isBlank(text) || !calls.isEmpty()) {
      turn.add(said());
      calls.forEach(call -> turn.add(answered(call)));
    }
    text.setLength(0);
    thinking.setLength(0);
    calls.clear();
    reasoningState = null;
  }

  private AiMessage said() {
    AiMessage.Builder message = AiMessage.builder();
    if (!isBlank(text)) {
      message.text(text.toString());
    }
    if (!thinking.isEmpty()) {
      message.thinking(thinking.toString());
    }
    if (!calls.isEmpty()) {
      message.toolExecutionRequests(calls.stream().map(AssistantTurn::request).toList());
    }
    if (reasoningState != null) {
      message.attributes(Map.of(ModelAttributes.REASONING_STATE, reasoningState));
    }
    return message.build();
  }

  private static boolean isBlank(CharSequence text) {
    return text.chars().allMatch(Character::isWhitespace);
  }

  /** A model can ask for a tool by a name that no provider takes back. */
  private static String validName(String name) {
    if (VALID_NAME.matcher(name).matches()) {
      return name;
    }
    String valid = name.replaceAll("[^a-zA-Z0-9_-]", "_");
    valid = valid.substring(0, Math.min(valid.length(), LONGEST_NAME));
    return valid.isEmpty() ? "unknown" : valid;
  }

  private static ToolExecutionRequest request(ToolCallPart call) {
    JsonNode input = call.input();
    return ToolExecutionRequest.builder()
        .id(call.callId().toString())
        .name(validName(call.toolName()))
        // Text is what a model sent instead of JSON; no provider takes it back as arguments.
        .arguments(input.isObject() ? input.toString() : "{}")
        .build();
  }

  private ToolExecutionResultMessage answered(ToolCallPart call) {
    ToolResultPart result = results.get(call.callId());
    boolean ok = result != null && result.status() == ToolStatus.SUCCESS;
    return ToolExecutionResultMessage.builder()
        .id(call.callId().toString())
        .toolName(validName(call.toolName()))
        .text(result == null ? NO_RESULT : resultText(result))
        .isError(!ok)
        .build();
  }

  private static String resultText(ToolResultPart result) {
    JsonNode output = result.output();
    if (output == null) {
      return result.error() == null || result.error().isEmpty() ? NO_RESULT : result.error();
    }
    String shown = output.isTextual() ? output.textValue() : output.toString();
    return shown.isEmpty() ? "(empty result)" : shown;
  }
}
