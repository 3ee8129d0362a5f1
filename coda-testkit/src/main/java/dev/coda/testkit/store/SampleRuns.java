package dev.coda.testkit.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.AttemptStarted;
import dev.coda.api.event.BudgetReported;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.ContextReported;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.MemoryRecalled;
import dev.coda.api.event.MessageEnd;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunSettings;
import dev.coda.api.event.RunStarted;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.StepTaken;
import dev.coda.api.event.ToolCallDelta;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.event.ToolStarted;
import dev.coda.api.event.UnknownEvent;
import dev.coda.api.event.UsageReported;
import dev.coda.api.id.CallId;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.Usage;
import dev.coda.api.tool.ClientTool;
import dev.coda.api.tool.ToolPermission;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the logs of whole runs: a plain answer, a turn with tools, a failure, a pause. The events
 * depend only on the ids and the arguments. Confined to one thread at a time.
 */
public final class SampleRuns {
  private static final RunSettings SETTINGS =
      new RunSettings(
          8,
          64,
          100_000L,
          new BigDecimal("0.25"),
          600_000,
          List.of("clock", "calculator"),
          Map.of("delete", ToolPermission.ASK),
          3,
          JsonNodeFactory.instance.objectNode().put("type", "object"),
          JsonNodeFactory.instance.objectNode().put("max_output_tokens", 800),
          List.of(
              new ClientTool(
                  "open_page",
                  "Opens a page.",
                  JsonNodeFactory.instance.objectNode().put("type", "object"))),
          null);

  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final String PROVIDER = "sample";
  private static final String MODEL = "one";

  private final RunId run;
  private final MessageId question;
  private final MessageId answer;
  private final UserId owner;
  private final SessionId session;
  private final List<RunEvent> events = new ArrayList<>();
  private Instant time;

  private SampleRuns(IdSource ids, UserId owner, SessionId session, Instant time) {
    this.owner = owner;
    this.session = session;
    this.time = time;
    this.run = RunId.next(ids);
    this.question = MessageId.next(ids);
    this.answer = MessageId.next(ids);
  }

  /**
   * {@return a run that answers in text}
   *
   * @param ids the source of ids
   * @param owner the user who owns it
   * @param session the session
   * @param parent the message to continue from; null to start the session
   * @param time the time
   */
  public static SampleRun plain(
      IdSource ids, UserId owner, SessionId session, @Nullable MessageId parent, Instant time) {
    SampleRuns log = new SampleRuns(ids, owner, session, time);
    log.open(parent, "What is the answer?");
    log.text(0, 0, "The answer is ").text(0, 14, "forty-two.");
    return log.close(RunStatus.COMPLETED, "stop", null);
  }

  /**
   * {@return a run that thinks, calls two tools of which one fails, and answers; with an event of
   * an unknown kind}
   *
   * @param ids the source of ids
   * @param owner the user who owns it
   * @param session the session
   * @param parent the message to continue from; null to start the session
   * @param time the time
   */
  public static SampleRun withTools(
      IdSource ids, UserId owner, SessionId session, @Nullable MessageId parent, Instant time) {
    SampleRuns log = new SampleRuns(ids, owner, session, time);
    log.open(parent, "How much is 12 * 7, and what is the time? 🕛");
    log.add(new MemoryRecalled(List.of(log.question)));
    log.add(new ContextReported(120, 8_000));
    log.add(new ReasoningDelta(log.answer, 0, 0, "A product", null));
    log.add(
        new ReasoningDelta(log.answer, 0, 9, " and a clock.", Samples.json("{\"sig\":\"x==\"}")));
    log.text(1, 0, "Let me ").text(1, 7, "see.");
    CallId product = CallId.next(ids);
    CallId clock = CallId.next(ids);
    log.add(
        new ToolCallDelta(log.answer, 2, product, "calculator", 0, "{\"expression\":\"12*7\"}"));
    log.add(used(120, 30, "0.00042"));
    log.add(called(log.answer, 2, product, "calculator", "{\"expression\":\"12*7\"}"));
    log.add(called(log.answer, 3, clock, "current_time", "{\"zone\":\"Nowhere/None\"}"));
    log.step(1, "tool_selection", "Two tools fit.").step(2, "parameter_eval", "Valid.");
    log.add(new ToolStarted(product, "calculator", "key-1"));
    log.add(new ToolStarted(clock, "current_time", "key-2"));
    log.add(new ToolProgressed(product, "computing", 50));
    log.add(
        new ToolFinished(
            log.answer, 5, clock, "current_time", ToolStatus.ERROR, null, "no such zone", 3, null));
    log.add(
        new ToolFinished(
            log.answer,
            4,
            product,
            "calculator",
            ToolStatus.SUCCESS,
            Samples.json("{\"value\":84,\"exact\":true,\"steps\":[12,7,1.25]}"),
            null,
            7,
            Samples.json("{\"appropriate\":1.0}")));
    log.step(3, "tool_result_eval", "One of two succeeded.");
    log.add(
        new UnknownEvent(
            "weather_report", (ObjectNode) Samples.json("{\"b\":[1,{}],\"a\":\"sun\"}")));
    log.add(new BudgetReported("steps", "7"));
    log.add(new AttemptStarted(PROVIDER, MODEL, 1));
    log.text(6, 0, "Nonsense");
    log.add(new AttemptReset(log.answer, 6, "stream_cut"));
    log.add(new AttemptStarted(PROVIDER, MODEL, 2));
    log.text(6, 0, "It is 84; the clock is broken.");
    log.add(used(200, 12, "0.00058"));
    log.step(4, "synthesis", "Said what is known.");
    return log.close(RunStatus.COMPLETED, "stop", null);
  }

  /**
   * {@return a run whose provider fails after some text}
   *
   * @param ids the source of ids
   * @param owner the user who owns it
   * @param session the session
   * @param parent the message that it follows; null for none
   * @param time the time
   */
  public static SampleRun failing(
      IdSource ids, UserId owner, SessionId session, @Nullable MessageId parent, Instant time) {
    SampleRuns log = new SampleRuns(ids, owner, session, time);
    log.open(parent, "Will it hold?");
    log.text(0, 0, "It will ho");
    return log.close(
        RunStatus.FAILED, "error", new ErrorInfo("stream_cut", "The provider broke off."));
  }

  /**
   * {@return a run that waits for a person's approval: its log has no end yet}
   *
   * @param ids the source of ids
   * @param owner the user who owns it
   * @param session the session
   * @param parent the message that it follows; null for none
   * @param time the time
   */
  public static SampleRun paused(
      IdSource ids, UserId owner, SessionId session, @Nullable MessageId parent, Instant time) {
    SampleRuns log = new SampleRuns(ids, owner, session, time);
    log.open(parent, "Delete everything.");
    CallId call = CallId.next(ids);
    log.add(called(log.answer, 0, call, "delete", "{\"what\":\"*\"}"));
    log.add(
        new ApprovalRequired(
            call,
            "delete",
            Samples.json("{\"what\":\"*\"}"),
            LATER,
            "5d41402a",
            ApprovalRequired.APPROVAL,
            null));
    log.add(new RunPaused(List.of(new Interrupt(call, "delete", "approval"))));
    return log.build();
  }

  private static ToolCallRequested called(
      MessageId message, int part, CallId call, String tool, String input) {
    return new ToolCallRequested(message, part, call, tool, Samples.json(input), null);
  }

  private static UsageReported used(long input, long output, String cost) {
    return new UsageReported(
        PROVIDER, MODEL, new Usage(input, output, 20, 5, 4), new BigDecimal(cost), null);
  }

  private void open(@Nullable MessageId parent, String text) {
    add(
        new RunStarted(
            question,
            parent,
            List.of(new TextPart(text)),
            PROVIDER,
            MODEL,
            "00f067aa0ba902b7",
            SETTINGS));
    add(new MessageStart(answer, question, Role.ASSISTANT, PROVIDER + "/" + MODEL));
    add(new AttemptStarted(PROVIDER, MODEL, 1));
  }

  private SampleRun close(RunStatus status, String reason, @Nullable ErrorInfo error) {
    Usage usage = build().projection().usage();
    BigDecimal cost = build().projection().costUsd().orElse(null);
    add(new MessageEnd(answer, usage, cost, reason, 900, 120L));
    add(new RunFinished(status, reason, usage, cost, error));
    return build();
  }

  private SampleRuns text(int part, int offset, String delta) {
    add(new ContentDelta(answer, part, offset, delta));
    return this;
  }

  private SampleRuns step(int number, String type, String content) {
    add(new StepTaken(answer, number, type, content, Samples.json("{\"n\":" + number + "}")));
    return this;
  }

  private void add(EventPayload payload) {
    events.add(new RunEvent(run, session, events.size() + 1L, time, payload));
    time = time.plusMillis(25);
  }

  private SampleRun build() {
    return new SampleRun(owner, events, LATER, null);
  }
}
