package dev.coda.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.AttemptStarted;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.event.ContextReported;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.MessageEnd;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunResumed;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Creates random logs of whole runs: rounds of thoughts, text and tools, with attempts that fail,
 * questions to people, take-overs after which sequence numbers are missing, and every kind of end.
 * Equal seeds and ids give equal logs. Confined to one thread at a time.
 */
public final class RandomRuns {
  private static final List<String> TEXTS =
      List.of("a", "two words ", "ü 👩‍👩‍👧", "\n", "{\"x\":1}");
  private static final List<ToolStatus> ENDS =
      List.of(ToolStatus.SUCCESS, ToolStatus.ERROR, ToolStatus.DENIED, ToolStatus.UNKNOWN);
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private final Random random;
  private final IdSource ids;
  private final UserId owner;
  private final SessionId session;
  private final RunId run;
  private final MessageId question;
  private final MessageId answer;
  private final List<RunEvent> events = new ArrayList<>();
  private Instant time;
  private long seq;
  private int part;
  private int step;

  private RandomRuns(Random random, IdSource ids, UserId owner, SessionId session, Instant time) {
    this.random = random;
    this.ids = ids;
    this.owner = owner;
    this.session = session;
    this.time = time;
    this.run = RunId.next(ids);
    this.question = MessageId.next(ids);
    this.answer = MessageId.next(ids);
  }

  /**
   * Creates a random run that has ended.
   *
   * @param random the source of randomness
   * @param ids the source of ids
   * @param owner the user who owns it
   * @param session the session
   * @param parent the message to continue from; null to start the session
   * @param time the time
   * @return the run
   */
  public static SampleRun next(
      Random random,
      IdSource ids,
      UserId owner,
      SessionId session,
      @Nullable MessageId parent,
      Instant time) {
    RandomRuns log = new RandomRuns(random, ids, owner, session, time);
    log.open(parent);
    for (int rounds = random.nextInt(4); rounds > 0; rounds--) {
      log.reason();
      log.useTools();
    }
    log.reason();
    return log.close();
  }

  private void open(@Nullable MessageId parent) {
    add(new RunStarted(question, parent, List.of(new TextPart(text())), "p", "m", null, null));
    add(new MessageStart(answer, question, Role.ASSISTANT, "p/m"));
  }

  private void reason() {
    int first = part;
    if (random.nextInt(4) == 0) {
      add(new ContextCompacted(text(), question, 900, 100));
    }
    for (int attempt = 1; ; attempt++) {
      add(new AttemptStarted("p", "m" + random.nextInt(2), attempt));
      speak();
      if (attempt == 3 || random.nextInt(3) > 0) {
        break;
      }
      if (random.nextBoolean()) {
        takeOver();
      }
      add(new AttemptReset(answer, first, "stream_cut"));
      part = first;
    }
    BigDecimal cost = random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(99), 6);
    Usage usage = new Usage(random.nextInt(99), random.nextInt(99), 3, 2, 1);
    add(new UsageReported("p", "m", usage, cost, null));
    add(new ContextReported(usage.total(), 8_000));
    step("reasoning", Samples.json("{\"n\":1.5}"));
  }

  private void speak() {
    for (int parts = random.nextInt(3); parts > 0; parts--) {
      boolean thinks = random.nextBoolean();
      int offset = 0;
      for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
        String text = text();
        JsonNode state = random.nextInt(5) == 0 ? Samples.json("{\"sig\":\"x==\"}") : null;
        add(
            thinks
                ? new ReasoningDelta(answer, part, offset, text, state)
                : new ContentDelta(answer, part, offset, text));
        offset += text.length();
      }
      part++;
    }
  }

  private void useTools() {
    List<CallId> calls = new ArrayList<>();
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      CallId call = CallId.next(ids);
      calls.add(call);
      add(new ToolCallDelta(answer, part, call, "tool", 0, "{\"n\":1}"));
      add(new ToolCallRequested(answer, part++, call, "tool", Samples.json("{\"n\":1}"), null));
    }
    step("tool_selection", null);
    int results = part;
    part += calls.size();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      if (random.nextInt(4) == 0) {
        ask(calls.get(i));
      }
      add(new ToolStarted(calls.get(i), "tool", calls.get(i).toString()));
      order.add(i);
    }
    Collections.shuffle(order, random);
    for (int i : order) {
      add(new ToolProgressed(calls.get(i), text(), random.nextInt(100)));
      finish(calls.get(i), results + i);
    }
  }

  private void ask(CallId call) {
    add(new ApprovalRequired(call, "tool", Samples.json("{\"n\":1}"), LATER, null, null, null));
    add(new RunPaused(List.of(new Interrupt(call, "tool", ApprovalRequired.APPROVAL))));
    JsonNode input = random.nextBoolean() ? Samples.json("{\"n\":2}") : null;
    ApprovalDecision.Verdict verdict =
        random.nextBoolean() ? ApprovalDecision.Verdict.APPROVE : ApprovalDecision.Verdict.DENY;
    add(new RunResumed(List.of(new ApprovalDecision(call, verdict, input, null)), null));
  }

  private void finish(CallId call, int place) {
    ToolStatus status = ENDS.get(random.nextInt(ENDS.size()));
    boolean ok = status == ToolStatus.SUCCESS;
    JsonNode scores = random.nextBoolean() ? Samples.json("{\"score\":0.25}") : null;
    add(
        new ToolFinished(
            answer,
            place,
            call,
            "tool",
            status,
            ok ? Samples.json("{\"b\":[1,{}],\"a\":\"" + random.nextInt(9) + "\"}") : null,
            ok ? null : text(),
            random.nextInt(99),
            scores));
    if (random.nextBoolean()) {
      ObjectNode better = (ObjectNode) Samples.json("{\"evaluation\":{\"score\":0.75}}");
      step("tool_result_eval", better.put("call_id", call.toString()));
    }
    if (random.nextInt(5) == 0) {
      add(new UnknownEvent("weather_report", (ObjectNode) Samples.json("{\"a\":\"sun\"}")));
    }
  }

  /** Another process continues, and leaves out what may have been seen. */
  private void takeOver() {
    seq += random.nextInt(600);
    add(new RunResumed(null, RunResumed.TAKEN_OVER));
  }

  private SampleRun close() {
    RunProjection rows = RunProjection.of(events);
    RunStatus status =
        List.of(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED).get(random.nextInt(3));
    BigDecimal cost = rows.costUsd().orElse(null);
    ErrorInfo error = status == RunStatus.FAILED ? new ErrorInfo("stream_cut", text()) : null;
    add(new MessageEnd(answer, rows.usage(), cost, "stop", random.nextInt(9_999), null));
    add(new RunFinished(status, "stop", rows.usage(), cost, error));
    return new SampleRun(owner, events, LATER, null);
  }

  private void step(String type, @Nullable JsonNode metadata) {
    add(new StepTaken(answer, ++step, type, text(), metadata));
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private void add(EventPayload payload) {
    events.add(new RunEvent(run, session, ++seq, time, payload));
    time = time.plusMillis(random.nextInt(100));
  }
}
