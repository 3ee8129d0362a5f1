package dev.coda.core.internal.run;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionStore;
import dev.coda.core.internal.context.AttachedFile;
import dev.coda.core.internal.context.Branch;
import dev.coda.core.internal.context.KeptBranches;
import dev.coda.core.routing.ModelRouter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out a run's place in the conversation and its model, and refuses what cannot be. */
final class RunPlanner {
  private final SessionStore sessions;
  private final KeptBranches branches;
  private final ModelRouter router;
  private final AgentOptions options;
  private final IdSource ids;

  RunPlanner(AgentParts parts) {
    this.sessions = parts.stores().sessions();
    this.branches = parts.branches();
    this.router = parts.router();
    this.options = parts.options();
    this.ids = parts.services().ids();
  }

  RunPlan plan(RunRequest request) {
    Session session =
        sessions
            .find(request.userId(), request.sessionId())
            .orElseThrow(() ->
                new StoreException(
                    FailureKind.NOT_FOUND,
                    "There is no session %s.".formatted(request.sessionId())));
    MessageId parent = request.parentId().orElse(session.headMessageId());
    Branch history = history(request, session, parent);
    refuseBusyBranch(history.messages());
    if (!request.content().isEmpty()) {
      ModelRef model = model(request, session);
      refuseUnshown(request, model);
      return new RunPlan(session, model, MessageId.next(ids), parent, request.content(), history);
    }
    return answerAgain(request, session, history);
  }

  /** A file that no model is shown must not look as if it had been read. */
  private static void refuseUnshown(RunRequest request, ModelRef model) {
    for (Part part : request.content()) {
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

  private RunPlan answerAgain(RunRequest request, Session session, Branch history) {
    List<Message> messages = history.messages();
    if (messages.isEmpty() || messages.get(messages.size() - 1).role() != Role.USER) {
      throw new StoreException(
          FailureKind.NOT_FOUND,
          "A run without content answers a user message again, and there is none to answer.");
    }
    Message asked = messages.get(messages.size() - 1);
    return new RunPlan(
        session, model(request, session), asked.id(), asked.parentId(), null, history);
  }

  private Branch history(RunRequest request, Session session, @Nullable MessageId leaf) {
    return leaf == null
        ? Branch.EMPTY
        : branches.find(session.id(), leaf).orElseGet(() -> read(request, session, leaf));
  }

  private Branch read(RunRequest request, Session session, MessageId leaf) {
    List<Message> history =
        sessions
            .path(
                request.userId(),
                session.id(),
                PathQuery.latest(leaf, options.contextMessages())
                    .withMaxBytes(options.contextBytes()))
            .stream()
            .map(MessageNode::message)
            .toList();
    if (history.isEmpty()) {
      throw new StoreException(
          FailureKind.NOT_FOUND,
          "There is no message %s in session %s.".formatted(leaf, session.id()));
    }
    Branch branch = Branch.of(history);
    if (history.get(history.size() - 1).status() != MessageStatus.PARTIAL) {
      branches.keep(session.id(), branch);
    }
    return branch;
  }

  /** An answer in the making is the head while its run is active, so nothing may follow it yet. */
  private static void refuseBusyBranch(List<Message> history) {
    if (!history.isEmpty() && history.get(history.size() - 1).status() == MessageStatus.PARTIAL) {
      throw new StoreException(
          FailureKind.CONFLICT,
          "A run is active on this branch. Wait for it, cancel it, or queue behind it.");
    }
  }

  private ModelRef model(RunRequest request, Session session) {
    if (request.model().isPresent()) {
      return request.model().get();
    }
    if (session.modelProvider() != null && session.modelName() != null) {
      return new ModelRef(session.modelProvider(), session.modelName());
    }
    return options
        .defaultModel()
        .or(router::defaultModel)
        .orElseThrow(() ->
            new ConfigurationException(
                "No model can be asked. Give a provider its key, or use the demo provider."));
  }
}
