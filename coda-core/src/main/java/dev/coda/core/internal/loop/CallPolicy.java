package dev.coda.core.internal.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.JsonSize;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.ToolOrigin;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.tools.CleanJson;
import dev.coda.core.tools.InputProblem;
import dev.coda.core.tools.RegisteredTool;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one turn whether a tool call may run: is the tool known, the input valid, the call
 * permitted and within the budget?
 */
final class CallPolicy {
  private static final ObjectReader ARGUMENTS =
      CodaJson.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The maximum length of stored arguments that no tool receives. */
  private static final int LONGEST_SHOWN = 10_000;

  private final Turn turn;
  private final Function<RegisteredTool, ToolPermission> permissions;

  /** Reads the user's settings, which hold for the calls of one reply. */
  CallPolicy(Turn turn) {
    this.turn = turn;
    this.permissions = turn.gate().permissions();
  }

  CheckedCall check(Reply.AskedCall asked, int resultPart, boolean affordable) {
    RegisteredTool tool = turn.tools().get(asked.toolName());
    if (JsonSize.utf8(asked.arguments()) > turn.services().inputBytes()) {
      return unusable(
          asked,
          resultPart,
          tool,
          "The arguments are longer than %d bytes. Send less, or in several calls."
              .formatted(turn.services().inputBytes()));
    }
    JsonNode input = parse(asked.arguments());
    if (input == null) {
      return unusable(asked, resultPart, tool, "The arguments are not a single JSON value.");
    }
    String problem = CleanJson.problem(input);
    if (problem != null) {
      return unusable(asked, resultPart, tool, "The arguments cannot be stored. " + problem);
    }
    JsonNode clean = CleanJson.clean(input);
    RegisteredTool.ReadInput read = tool == null ? null : tool.read(clean);
    if (read != null) {
      clean = read.input();
    }
    Verdict verdict = verdict(asked, tool, clean, read == null ? List.of() : read.problems());
    if (verdict.refusal() == null && !affordable) {
      verdict =
          Verdict.refuse(
              FailureKind.BUDGET_EXHAUSTED,
              "The run has used up its tool calls; answer without them.");
    }
    return CheckedCall.of(asked, resultPart, clean, tool, verdict);
  }

  /** Keeps the arguments as text, which every store takes. */
  private static CheckedCall unusable(
      Reply.AskedCall asked, int resultPart, @Nullable RegisteredTool tool, String message) {
    return CheckedCall.of(
        asked,
        resultPart,
        TextNode.valueOf(CleanText.shortened(CleanText.clean(asked.arguments()), LONGEST_SHOWN)),
        tool,
        Verdict.refuse(FailureKind.TOOL_INPUT_INVALID, message));
  }

  /**
   * Returns why a tool cannot be called in this way at all; null if it can.
   *
   * @param problems the problems of its input
   */
  @Nullable Verdict refusal(
      Reply.AskedCall asked, @Nullable RegisteredTool tool, List<InputProblem> problems) {
    if (tool == null) {
      String known =
          turn.offer().shown().stream()
              .map(shown -> shown.spec().name())
              .sorted()
              .collect(Collectors.joining(", "));
      return Verdict.refuse(
          FailureKind.TOOL_NOT_FOUND,
          "There is no tool '%s'. There are: %s."
              .formatted(CleanText.clean(asked.toolName()), known));
    }
    if (!problems.isEmpty()) {
      return Verdict.refuse(FailureKind.TOOL_INPUT_INVALID, InputProblem.sentence(problems));
    }
    if (permissions.apply(tool) == ToolPermission.DENY) {
      return Verdict.refuse(FailureKind.TOOL_DENIED, "The tool may not run.");
    }
    return null;
  }

  private Verdict verdict(
      Reply.AskedCall asked,
      @Nullable RegisteredTool tool,
      JsonNode input,
      List<InputProblem> problems) {
    Verdict refusal = refusal(asked, tool, problems);
    if (refusal != null || tool == null) {
      return refusal == null ? Verdict.RUN : refusal;
    }
    int times = turn.progress().repeated().ask(asked.toolName(), input);
    if (times >= turn.budget().limits().repeatLimit()) {
      return Verdict.refuse(
          FailureKind.BUDGET_EXHAUSTED,
          "You asked for exactly this call %d times in this run, so it is not run again. Use what it"
                  .formatted(times)
              + " returned, or do something else.");
    }
    if (tool.spec().origin() == ToolOrigin.CLIENT) {
      return Verdict.LEAVE;
    }
    if (!tool.spec().idempotent() && mayHaveHadItsEffect(asked.toolName(), input)) {
      return Verdict.ask(ApprovalRequired.UNKNOWN_OUTCOME);
    }
    return permissions.apply(tool) == ToolPermission.ASK
        ? Verdict.ask(ApprovalRequired.APPROVAL)
        : Verdict.RUN;
  }

  /** An equal call of this run was cut off: to make it again could do its work twice. */
  private boolean mayHaveHadItsEffect(String toolName, JsonNode input) {
    return turn.events().read(run -> hasUnknownOutcome(run.toolCalls(), toolName, input));
  }

  private static boolean hasUnknownOutcome(List<ToolCall> calls, String toolName, JsonNode input) {
    for (ToolCall call : calls) {
      if (call.status() == ToolStatus.UNKNOWN
          && call.toolName().equals(toolName)
          && call.input().equals(input)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Models write no arguments as {@code null}, and some write the object as a text that holds it.
   */
  private static @Nullable JsonNode parse(String arguments) {
    JsonNode input = value(arguments);
    if (input != null && input.isTextual()) {
      JsonNode within = value(input.textValue());
      input = within != null && within.isObject() ? within : input;
    }
    return input != null && input.isNull() ? JsonNodeFactory.instance.objectNode() : input;
  }

  private static @Nullable JsonNode value(String text) {
    if (text.isBlank()) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode plain = PlainArguments.read(text);
    if (plain != null) {
      return plain;
    }
    try {
      JsonNode input = ARGUMENTS.readTree(text);
      return input == null || input.isMissingNode() ? null : input;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
