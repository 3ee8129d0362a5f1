package dev.coda.core.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.JsonText;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits one assistant message, as it grows, into the model's replies and the results of its tools.
 * Confined to one thread at a time.
 */
final class AssistantTurn {
  private static final String NO_RESULT =
      "This call was interrupted; whether it had an effect is unknown.";

  private static final int LONGEST_NAME = 64;

  private final Map<CallId, ToolResultPart> results = new HashMap<>();
  private final Map<CallId, ToolResultPart> ofClient = new HashMap<>();
  private List<ChatMessage> turn = new ArrayList<>();
  private int read;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private final List<ToolCallPart> calls = new ArrayList<>();
  private @Nullable JsonNode reasoningState;

  private final Set<CallId> known;

  /**
   * Begins a message.
   *
   * @param known calls of earlier messages, which cannot be made again; those of this one are added
   */
  AssistantTurn(Set<CallId> known) {
    this(known, List.of());
  }

  /**
   * Begins a message whose user made some of the calls.
   *
   * @param ofClient parts of the message that follows; its results count for calls without one
   */
  AssistantTurn(Set<CallId> known, List<Part> ofClient) {
    this.known = known;
    for (Part part : ofClient) {
      if (part instanceof ToolResultPart result) {
        this.ofClient.putIfAbsent(result.callId(), result);
      }
    }
  }

  /**
   * Returns the replies and results since the last call, up to the model's next reply.
   *
   * @param parts all of the message so far; those of the last time must not have changed
   */
  List<ChatMessage> next(List<Part> parts) {
    List<Part> more = parts.subList(read, parts.size());
    read = parts.size();
    turn = new ArrayList<>(more.size());
    for (Part part : more) {
      if (part instanceof ToolResultPart result) {
        results.putIfAbsent(result.callId(), result);
      }
    }
    boolean answered = false;
    for (Part part : more) {
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
      List<ToolExecutionRequest> requests = new ArrayList<>(calls.size());
      for (ToolCallPart call : calls) {
        requests.add(request(call));
      }
      message.toolExecutionRequests(requests);
    }
    if (reasoningState != null) {
      message.attributes(Map.of(ModelAttributes.REASONING_STATE, reasoningState));
    }
    return message.build();
  }

  private static boolean isBlank(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** A model can request a tool by a name that no provider accepts in a history. */
  private static String validName(String name) {
    if (isValid(name)) {
      return name;
    }
    String valid = name.replaceAll("[^a-zA-Z0-9_-]", "_");
    valid = valid.substring(0, Math.min(valid.length(), LONGEST_NAME));
    return valid.isEmpty() ? "unknown" : valid;
  }

  private static boolean isValid(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= LONGEST_NAME;
  }

  private static ToolExecutionRequest request(ToolCallPart call) {
    JsonNode input = call.input();
    return ToolExecutionRequest.builder()
        .id(call.callId().toString())
        .name(validName(call.toolName()))
        // A model sent text instead of JSON; no provider accepts it as arguments in a history.
        .arguments(input.isObject() ? JsonText.of(input) : "{}")
        .build();
  }

  private ToolExecutionResultMessage answered(ToolCallPart call) {
    ToolResultPart result = results.getOrDefault(call.callId(), ofClient.get(call.callId()));
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
    String shown = output.isTextual() ? output.textValue() : JsonText.of(output);
    return shown.isEmpty() ? "(empty result)" : shown;
  }
}
