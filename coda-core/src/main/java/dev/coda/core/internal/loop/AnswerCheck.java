package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.budget.Budget;
import dev.coda.api.content.CleanText;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.StepTaken;
import dev.coda.api.message.Thought;
import dev.coda.core.internal.answer.AnswerSchema;
import dev.coda.core.internal.answer.CheckedAnswer;
import dev.coda.core.tools.InputProblem;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks an answer against the schema of its run. The first answer that does not match is
 * withdrawn, and the model is called again with the problems; the second one fails the run. A
 * rejection is a step in the log, so that a resumed run knows of it.
 */
final class AnswerCheck {
  private static final String STEP = "answer_check";
  private static final String RESET = "answer_invalid";
  private static final int LONGEST_ANSWER = 16_000;
  private static final int LONGEST_MESSAGE = 1_000;

  private AnswerCheck() {}

  /**
   * Returns whether the turn has its answer; if not, the model is to be called again.
   *
   * @param firstPart the index of the reply's first part in the message
   * @throws ProviderException if the answer is not valid and the model is not called again
   */
  static boolean accepts(Turn turn, Reply reply, int firstPart) {
    AnswerSchema schema = turn.settings().answer();
    if (schema == null) {
      return true;
    }
    CheckedAnswer checked = furtherChecked(turn, schema.check(reply.text()));
    if (checked.isValid()) {
      return true;
    }
    if (isCut(reply) || turn.events().read(AnswerCheck::rejected).isPresent()) {
      throw failure(reply, reply.finishReason(), checked);
    }
    if (isUsedUp(turn.budget().left())) {
      throw failure(reply, Reply.BUDGET_EXHAUSTED, checked);
    }
    turn.events()
        .commit(
            List.of(
                step(turn, reply, checked),
                new AttemptReset(turn.identity().messageId(), firstPart, RESET)));
    turn.progress().resetParts(firstPart);
    return false;
  }

  private static CheckedAnswer furtherChecked(Turn turn, CheckedAnswer checked) {
    Consumer<JsonNode> check = turn.settings().check();
    if (check == null || checked.value() == null) {
      return checked;
    }
    try {
      check.accept(checked.value());
      return checked;
    } catch (IllegalArgumentException e) {
      String reason = Objects.requireNonNullElse(e.getMessage(), "it was refused");
      return new CheckedAnswer(null, List.of(new InputProblem("/", reason)));
    }
  }

  /** Adds to the messages of the next call what was wrong with the answer before, if any was. */
  static List<ChatMessage> corrected(Turn turn, List<ChatMessage> messages) {
    if (turn.settings().answer() == null) {
      return messages;
    }
    Optional<Thought> rejected = turn.events().read(AnswerCheck::rejected);
    if (rejected.isEmpty()) {
      return messages;
    }
    Thought step = rejected.get();
    String answer = step.metadata() == null ? "" : step.metadata().path("answer").asText();
    List<ChatMessage> corrected = new ArrayList<>(messages);
    corrected.add(AiMessage.from(answer.isBlank() ? "(no answer)" : answer));
    corrected.add(
        UserMessage.from(
            step.content()
                + " Answer again, with one JSON value that matches the schema and nothing else."));
    return corrected;
  }

  /** Returns whether a step of the log rejects an answer. */
  static boolean isRejection(StepTaken step) {
    return step.stepType().equals(STEP);
  }

  private static Optional<Thought> rejected(RunProjection run) {
    return run.thoughts().stream().filter(step -> step.stepType().equals(STEP)).findFirst();
  }

  /**
   * An answer that was cut off would be cut off again, and without a budget no model can be called.
   */
  private static boolean isCut(Reply reply) {
    return reply.finishReason().equals("length")
        || reply.finishReason().equals("content_filter")
        || reply.finishReason().equals(Reply.BUDGET_EXHAUSTED);
  }

  private static boolean isUsedUp(Budget left) {
    return left.steps() == 0
        || (left.tokens() != null && left.tokens() == 0)
        || (left.costUsd() != null && left.costUsd().signum() == 0);
  }

  private static StepTaken step(Turn turn, Reply reply, CheckedAnswer checked) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("valid", false);
    metadata.put("answer", CleanText.shortened(reply.text(), LONGEST_ANSWER));
    checked
        .problems()
        .forEach(problem ->
            metadata
                .withArrayProperty("problems")
                .addObject()
                .put("path", problem.path())
                .put("message", problem.message()));
    return new StepTaken(
        turn.identity().messageId(),
        turn.progress().nextStep(),
        STEP,
        "The answer does not match its schema. " + shown(checked) + ".",
        metadata);
  }

  private static ProviderException failure(Reply reply, String reason, CheckedAnswer checked) {
    String provider = reply.model().provider();
    return switch (reason) {
      case "length" ->
          ProviderException.of(
                  FailureKind.ANSWER_TRUNCATED,
                  provider,
                  "The answer of %s reached its output limit before its JSON was complete. Raise"
                          .formatted(reply.model())
                      + " maxOutputTokens, or ask for less.")
              .build();
      case "content_filter" ->
          ProviderException.of(
                  FailureKind.CONTENT_FILTERED,
                  provider,
                  "The provider withheld the answer of %s, which does not match its schema."
                      .formatted(reply.model()))
              .build();
      case Reply.BUDGET_EXHAUSTED ->
          ProviderException.of(
                  FailureKind.ANSWER_INVALID,
                  provider,
                  "The answer of %s does not match its schema, and the run's limits allow no other: "
                          .formatted(reply.model())
                      + shown(checked))
              .build();
      default ->
          ProviderException.of(
                  FailureKind.ANSWER_INVALID,
                  provider,
                  "The answer of %s does not match its schema, nor did the one before: "
                          .formatted(reply.model())
                      + shown(checked))
              .build();
    };
  }

  private static String shown(CheckedAnswer checked) {
    return CleanText.shortened(CleanText.clean(checked.sentence()), LONGEST_MESSAGE);
  }
}
