package dev.coda.core.internal.run;

import dev.coda.api.agent.RunAdmission;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.budget.BudgetUse;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.RunQueued;
import dev.coda.api.event.RunSettings;
import dev.coda.api.event.RunStarted;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.tool.ClientTool;
import dev.coda.core.internal.context.AttachedContent;
import dev.coda.core.internal.context.AttachedFile;
import dev.coda.core.internal.context.Branch;
import dev.coda.core.internal.context.Compaction;
import dev.coda.core.internal.loop.CallSettings;
import dev.coda.core.internal.loop.ResumePoint;
import dev.coda.core.internal.loop.RunModels;
import dev.coda.core.internal.loop.Turn;
import dev.coda.core.internal.side.SessionTitle;
import dev.coda.core.internal.telemetry.RunTelemetry;
import dev.coda.core.internal.telemetry.Span;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans new runs: their place in the conversation, their models and first events. Refuses what
 * cannot start. Thread-safe.
 */
final class RunPlanner {
  private static final long FIRST_FENCE = 1;

  private final AgentParts parts;
  private final BranchReader branches;
  private final ModelSelection models;
  private final RunSettingsMapper settings;
  private final MoneyLimit moneyLimit;
  private final TurnFactory turns;
  private final AttachedContent attached;
  private final String owner;

  /**
   * @param owner names this process in leases
   */
  RunPlanner(
      AgentParts parts,
      BranchReader branches,
      ModelSelection models,
      RunSettingsMapper settings,
      String owner) {
    this.parts = parts;
    this.branches = branches;
    this.models = models;
    this.settings = settings;
    this.moneyLimit = new MoneyLimit(parts.services().prices(), parts.options().limits());
    this.turns = new TurnFactory(parts);
    this.attached = AttachedContent.in(parts.stores().artifacts());
    this.owner = owner;
  }

  /**
   * The message that a run answers. Immutable.
   *
   * @param parentId null if it starts the session
   * @param content null if the message is stored and is answered again
   * @param shown the content with that of its attachments
   */
  private record Question(
      MessageId id, @Nullable MessageId parentId, @Nullable List<Part> content, List<Part> shown) {

    /** Returns the key under which one run can be active. */
    UUID branch(Session session) {
      if (content == null) {
        return id.value();
      }
      return parentId == null ? session.id().value() : parentId.value();
    }
  }

  /**
   * Plans a run of a request; nothing of it is stored yet.
   *
   * @param permit reserves what the run may use, and learns of each call of a model
   * @throws dev.coda.api.error.CodaException if it cannot start, {@code CONFLICT} if a run is
   *     active on its branch
   */
  RunPlan plan(RunRequest request, RunAdmission.Permit permit) {
    return plan(request, permit, RunId.next(parts.services().ids()), HeldRun::start);
  }

  /**
   * Plans a run that waits for its turn; nothing of it is stored yet.
   *
   * @param until when another process may claim it, at the latest
   * @throws dev.coda.api.error.CodaException if it could not start, were it its turn
   */
  HeldRun queue(RunRequest request, Instant until) {
    Session session = parts.session(request.userId(), request.sessionId());
    ModelRef model = model(request, session);
    refuseUnshown(attached.sent(request.userId(), request.content()), model);
    refuseUnusable(request.clientTools());
    RunModels asked = models.of(model, request.userId(), session.id(), keys(request), () -> {});
    moneyLimit.check(request, asked.info());
    if (request.parentId().isPresent() || request.editOf().isPresent()) {
      branches.endingWith(request.userId(), session.id(), parent(request, session));
    }
    RunId id = RunId.next(parts.services().ids());
    // No other run is on this branch, so this one blocks none.
    return HeldRun.start(row(id, request, id.value(), model, parts.now(), until));
  }

  /**
   * Plans a run whose turn has come; nothing of it is stored yet.
   *
   * @param waiting is queued, and was claimed
   * @param request its request
   * @param permit reserves what the run may use, and learns of each call of a model
   * @throws dev.coda.api.error.CodaException if it cannot start, {@code CONFLICT} if a run is
   *     active on its branch
   */
  RunPlan begin(HeldRun waiting, RunQueued.Request request, RunAdmission.Permit permit) {
    return plan(
        settings.request(waiting.row(), request),
        permit,
        waiting.row().id(),
        planned ->
            HeldRun.claimed(
                waiting.row().toBuilder()
                    .branch(planned.branch())
                    .startedAt(planned.startedAt())
                    .build(),
                waiting.replay()));
  }

  private RunPlan plan(
      RunRequest request, RunAdmission.Permit permit, RunId id, Function<RunRecord, HeldRun> held) {
    Session session = parts.session(request.userId(), request.sessionId());
    MessageId parent = parent(request, session);
    Branch before = branches.endingWith(request.userId(), session.id(), parent);
    refuseBusy(before.messages());
    Question question =
        request.compactsOnly() ? compaction(before) : question(request, parent, before.messages());
    ModelRef model = model(request, session);
    refuseUnshown(question.shown(), model);
    refuseUnusable(request.clientTools());
    RunModels asked =
        models.of(model, request.userId(), session.id(), keys(request), permit::begun);
    moneyLimit.check(request, asked.info());
    RunLimits reserved =
        permit.reserve(
            id,
            asked.info(),
            () -> turns.inputTokens(request, question.shown(), session, before, asked.chat()));
    ChatRequestParameters parameters = settings.parameters(request);
    RunSettings kept = settings.of(request, reserved, parameters);
    Instant now = parts.now();
    Instant until = now.plus(parts.options().leaseTime());
    HeldRun run = held.apply(row(id, request, question.branch(session), model, now, until));
    CallSettings calls = settings.calls(kept, parameters);
    return plan(
        run,
        session,
        question,
        before,
        kept,
        request.answerCheck().map(calls::withCheck).orElse(calls),
        asked);
  }

  private RunPlan plan(
      HeldRun run,
      Session session,
      Question question,
      Branch before,
      RunSettings kept,
      CallSettings calls,
      RunModels asked) {
    ModelRef model = run.row().model();
    Instant now = run.row().startedAt();
    MessageId answer = MessageId.next(parts.services().ids());
    Span span =
        parts
            .services()
            .telemetry()
            .startRun(parts.options().name(), session.id().toString(), model);
    RunCommit begun =
        run.add(
            List.of(
                new RunStarted(
                    question.id(),
                    question.parentId(),
                    question.content(),
                    model.provider(),
                    model.name(),
                    RunTelemetry.traceId(span).orElse(null),
                    kept),
                new MessageStart(
                    answer, question.id(), Role.ASSISTANT, asked.chat().first().toString())),
            now);
    return new RunPlan(
        run,
        session.title() == null ? begun.withTitle(SessionTitle.of(question.content())) : begun,
        new Turn.Identity(run.row().userId(), session.id(), run.row().id(), answer, now),
        session,
        shown(before, run.replay().projection().userMessage().orElse(null), question.shown()),
        kept,
        calls,
        asked,
        ResumePoint.START,
        BudgetUse.NONE,
        span);
  }

  private static Branch shown(Branch before, @Nullable Message said, List<Part> content) {
    return said == null ? before : before.with(said.toBuilder().parts(content).build());
  }

  private RunRecord row(
      RunId id, RunRequest request, UUID branch, ModelRef model, Instant now, Instant until) {
    return RunRecord.builder(id, request.sessionId(), request.userId(), branch, model, now)
        .lease(new Lease(id, owner, FIRST_FENCE, until))
        .idempotencyKey(request.idempotencyKey().orElse(null))
        .build();
  }

  /** Returns the message to continue from; null at the beginning of the session. */
  private @Nullable MessageId parent(RunRequest request, Session session) {
    if (request.editOf().isEmpty()) {
      return request.parentId().orElse(session.headMessageId());
    }
    MessageId edited = request.editOf().get();
    return parts
        .stores()
        .sessions()
        .message(request.userId(), edited)
        .map(found -> found.node().message())
        .filter(found -> found.sessionId().equals(session.id()) && found.role() == Role.USER)
        .orElseThrow(() ->
            new StoreException(
                FailureKind.NOT_FOUND,
                "There is no user's message %s in session %s.".formatted(edited, session.id())))
        .parentId();
  }

  private Question question(RunRequest request, @Nullable MessageId parent, List<Message> before) {
    if (!request.content().isEmpty()) {
      return new Question(
          MessageId.next(parts.services().ids()),
          parent,
          request.content(),
          attached.sent(request.userId(), request.content()));
    }
    if (before.isEmpty() || before.get(before.size() - 1).role() != Role.USER) {
      throw new StoreException(
          FailureKind.NOT_FOUND,
          "A run without content answers a user message again, and there is none to answer.");
    }
    Message again = before.get(before.size() - 1);
    return new Question(again.id(), again.parentId(), null, List.of());
  }

  /** Continues from the last answer, without a question. */
  private static Question compaction(Branch before) {
    List<Message> messages = before.messages();
    if (Compaction.ofEarlierTurns(before).isEmpty()) {
      throw new StoreException(
          FailureKind.NOT_FOUND,
          "There is nothing to compact: only the last turn is not summarised.");
    }
    Message last = messages.get(messages.size() - 1);
    if (last.role() != Role.ASSISTANT) {
      throw new StoreException(
          FailureKind.NOT_FOUND, "There is nothing to compact: the last message has no answer.");
    }
    return new Question(last.id(), last.parentId(), null, List.of());
  }

  /** A file that no model is shown must not look as if it had been read. */
  private static void refuseUnshown(List<Part> content, ModelRef model) {
    for (Part part : content) {
      if (part instanceof MediaPart file && !AttachedFile.isShown(file)) {
        throw ProviderException.of(
                FailureKind.UNSUPPORTED,
                model.provider(),
                "A file of type %s cannot be shown to a model: send text, images or PDF, with their"
                        .formatted(file.mimeType())
                    + " data.")
            .build();
      }
    }
  }

  /** The client's tools must not fail the run once it is stored. */
  private void refuseUnusable(List<ClientTool> ofClient) {
    try {
      parts.tools().offer().withClientTools(ofClient);
    } catch (RuntimeException e) {
      throw new ConfigurationException(
          "A tool of the client cannot be offered: "
              + CleanText.clean(String.valueOf(e.getMessage())));
    }
  }

  /** An answer in the making is the head while its run is active, so nothing may follow it yet. */
  private static void refuseBusy(List<Message> before) {
    if (!before.isEmpty() && before.get(before.size() - 1).status() == MessageStatus.PARTIAL) {
      throw new StoreException(
          FailureKind.CONFLICT,
          "A run is active on this branch. Wait for it, cancel it, or queue behind it.");
    }
  }

  private Map<String, Credentials> keys(RunRequest request) {
    return request.credentials().isEmpty()
        ? parts.credentials().apply(request.userId())
        : request.credentials();
  }

  private ModelRef model(RunRequest request, Session session) {
    if (request.model().isPresent()) {
      return request.model().get();
    }
    if (session.modelProvider() != null && session.modelName() != null) {
      return new ModelRef(session.modelProvider(), session.modelName());
    }
    return parts
        .options()
        .defaultModel()
        .or(parts.router()::defaultModel)
        .orElseThrow(() ->
            new ConfigurationException(
                "No model can be asked. Give a provider its key, or use the demo provider."));
  }
}
