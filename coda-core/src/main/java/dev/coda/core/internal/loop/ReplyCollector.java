package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.JsonSize;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.AttemptStarted;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.ToolCallDelta;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.coda.api.model.Usage;
import dev.coda.core.internal.telemetry.RunTelemetry;
import dev.coda.core.internal.telemetry.Span;
import dev.coda.core.internal.usage.Attempts;
import dev.coda.core.tools.CleanJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a model's stream into events, and in the end into a reply. */
final class ReplyCollector implements ModelStreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyCollector.class);

  /**
   * The maximum number of calls in one reply; further ones are dropped, since each call adds rows.
   */
  static final int MAX_CALLS = 128;

  private static final int LONGEST_NAME = 256;

  /**
   * Arguments are collected up to this length while there are no viewers, since the call has all of
   * them.
   */
  private static final int LONGEST_UNSAID = 4_096;

  private final Turn turn;
  private final MessageId messageId;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private final TreeMap<Integer, OpenCall> openCalls = new TreeMap<>();
  private final int firstPart;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thoughts = new StringBuilder();
  private final Attempts attempts;
  private final Span span;
  private final CancelSignal signal = CancelSignal.create();
  private final AnswerSize size;
  private ModelRef model;
  private @Nullable OpenPart open;
  private @Nullable OpenPart lastThought;
  private @Nullable OpenPart lastText;

  ReplyCollector(Turn turn, Attempts attempts, Span span) {
    this.turn = turn;
    this.attempts = attempts;
    this.messageId = turn.identity().messageId();
    this.span = span;
    this.model = turn.model().ref();
    this.firstPart = turn.progress().parts();
    this.size = new AnswerSize(turn.services().answerBytes());
  }

  CompletableFuture<Reply> reply() {
    return reply;
  }

  /** Ends the call and ignores further output of its model. */
  void stop(CancelReason why, Throwable failure) {
    reply.completeExceptionally(failure);
    signal.cancel(why);
  }

  /** Returns the signal of only this call, which also stops an answer that does not end. */
  @Override
  public CancelSignal cancelSignal() {
    return signal;
  }

  @Override
  public void onAttemptStarted(ModelRef asked, int attempt) {
    onAttemptStarted(asked, attempt, null);
  }

  @Override
  public void onAttemptStarted(ModelRef asked, int attempt, @Nullable String reason) {
    model = asked;
    attempts.started(asked);
    ModelRef wanted = turn.chatModel().ref();
    String route = wanted.equals(asked) ? null : wanted.toString();
    RunTelemetry.attempt(span, asked, attempt, route, reason);
    turn.events().emit(new AttemptStarted(asked.provider(), asked.name(), attempt, route, reason));
  }

  @Override
  public void onAttemptReset(String reason) {
    RunTelemetry.reset(span, reason);
    attempts.reset();
    turn.events().emit(new AttemptReset(messageId, firstPart, reason));
    turn.progress().resetParts(firstPart);
    open = null;
    lastThought = null;
    lastText = null;
    openCalls.clear();
    size.reset();
    text.setLength(0);
    thoughts.setLength(0);
  }

  @Override
  public void onPartialResponse(String delta) {
    OpenPart part = openPart(false);
    lastText = part;
    String piece = size.count(part.stream.next(delta));
    if (!piece.isEmpty()) {
      said(piece);
      text.append(piece);
      int offset = part.stream.advance(piece.length());
      turn.events().emit(new ContentDelta(messageId, part.index, offset, piece));
    }
    checkSize();
  }

  @Override
  public void onPartialThinking(PartialThinking thinking) {
    OpenPart part = openPart(true);
    lastThought = part;
    String piece = size.count(part.stream.next(thinking.text()));
    if (!piece.isEmpty()) {
      said(piece);
      thoughts.append(piece);
      int offset = part.stream.advance(piece.length());
      turn.events().emit(new ReasoningDelta(messageId, part.index, offset, piece, null));
    }
    checkSize();
  }

  @Override
  public void onPartialToolCall(PartialToolCall delta) {
    OpenCall call = openCall(delta.index());
    String piece = size.count(call.stream.next(delta.partialArguments()));
    said(piece);
    call.unsaid.append(piece);
    boolean due = turn.events().isWatched() || call.unsaid.length() >= LONGEST_UNSAID;
    if (due && !call.unsaid.isEmpty()) {
      String said = call.unsaid.toString();
      call.unsaid.setLength(0);
      int offset = call.stream.advance(said.length());
      String name = name(delta.name());
      turn.events().emit(new ToolCallDelta(messageId, call.part, call.callId, name, offset, said));
    }
    checkSize();
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    AiMessage message = response.aiMessage();
    keepReasoningState(message);
    sayWhatWasNotStreamed(message);
    keepWhatTheTextCites(message);
    String finishReason =
        response.finishReason() == null
            ? "stop"
            : response.finishReason().name().toLowerCase(Locale.ROOT);
    if (finishReason.equals("tool_execution")) {
      finishReason = "tool_calls";
    }
    reply.complete(
        new Reply(
            model,
            text.toString(),
            thoughts.toString(),
            calls(message),
            finishReason,
            Usage.from(response.tokenUsage())));
  }

  @Override
  public void onError(Throwable error) {
    reply.completeExceptionally(error);
  }

  private List<Reply.AskedCall> calls(AiMessage message) {
    List<Reply.AskedCall> calls = new ArrayList<>();
    for (ToolExecutionRequest request : message.toolExecutionRequests()) {
      if (calls.size() == MAX_CALLS) {
        LOG.warn(
            "{} asked for {} tools at once; {} are looked at",
            model,
            message.toolExecutionRequests().size(),
            MAX_CALLS);
        break;
      }
      OpenCall call = openCalls.isEmpty() ? newCall() : openCalls.pollFirstEntry().getValue();
      String arguments = request.arguments() == null ? "" : request.arguments();
      if (call.stream.isEmpty() && call.unsaid.isEmpty()) {
        size.count(JsonSize.utf8(arguments));
        checkSize();
      }
      calls.add(new Reply.AskedCall(call.callId, call.part, name(request.name()), arguments, null));
    }
    return calls;
  }

  /** No tool has a name that long, and a name is repeated in every piece. */
  private static String name(@Nullable String name) {
    return name == null ? "" : CleanText.shortened(name, LONGEST_NAME);
  }

  private void checkSize() {
    if (size.isOver()) {
      ProviderException tooLarge =
          ProviderException.of(
                  FailureKind.ANSWER_TOO_LARGE,
                  model.provider(),
                  "The answer of %s was cut off: it is longer than %d bytes."
                      .formatted(model, size.max()))
              .build();
      stop(CancelReason.REQUESTED, tooLarge);
      throw tooLarge;
    }
  }

  /** A model that does not stream still returns its text at the end. */
  private void sayWhatWasNotStreamed(AiMessage message) {
    if (text.isEmpty() && message.text() != null && !message.text().isEmpty()) {
      onPartialResponse(message.text());
    }
  }

  private void keepReasoningState(AiMessage message) {
    JsonNode state = message.attribute(ModelAttributes.REASONING_STATE, JsonNode.class);
    if (state != null) {
      size.count(JsonSize.of(state));
      checkSize();
      OpenPart part = lastThought == null ? openPart(true) : lastThought;
      turn.events()
          .emit(new ReasoningDelta(messageId, part.index, part.stream.advance(0), "", state));
    }
  }

  private void keepWhatTheTextCites(AiMessage message) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    if (message.attributes().get(ModelAttributes.CITATIONS) instanceof JsonNode citations) {
      metadata.set("citations", citations);
    }
    if (Boolean.TRUE.equals(message.attributes().get(ModelAttributes.REFUSAL))) {
      metadata.put("refusal", true);
    }
    if (lastText != null && !metadata.isEmpty()) {
      size.count(JsonSize.of(metadata));
      checkSize();
      int offset = lastText.stream.advance(0);
      JsonNode clean = CleanJson.clean(metadata);
      turn.events().emit(new ContentDelta(messageId, lastText.index, offset, "", clean));
    }
  }

  private OpenPart openPart(boolean reasoning) {
    if (open == null || open.reasoning != reasoning) {
      open = new OpenPart(turn.progress().nextPart(), reasoning);
    }
    return open;
  }

  private OpenCall openCall(int index) {
    open = null;
    return openCalls.computeIfAbsent(index, i -> newCall());
  }

  private OpenCall newCall() {
    return new OpenCall(CallId.next(turn.services().ids()), turn.progress().nextPart());
  }

  private void said(String piece) {
    RunTelemetry.firstChunk(span);
    attempts.said(piece);
    if (turn.progress().timeToFirstTokenMs() == null) {
      turn.progress()
          .firstToken(
              Duration.between(turn.identity().startedAt(), turn.services().clock().instant())
                  .toMillis());
    }
  }

  private static final class OpenPart {
    private final int index;
    private final boolean reasoning;
    private final TextStream stream = new TextStream();

    OpenPart(int index, boolean reasoning) {
      this.index = index;
      this.reasoning = reasoning;
    }
  }

  private static final class OpenCall {
    private final CallId callId;
    private final int part;
    private final StringBuilder unsaid = new StringBuilder();
    private final TextStream stream = new TextStream();

    OpenCall(CallId callId, int part) {
      this.callId = callId;
      this.part = part;
    }
  }
}
