package dev.coda.server.message;

import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.SessionLimits;
import dev.coda.core.history.Branches;
import dev.coda.server.attachment.Attachments;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.http.Text;
import dev.coda.server.idempotency.Idempotent;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Branches over REST: ask otherwise, answer again, look at another branch. Thread-safe. */
@Controller("/api/v1/messages/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.CHAT)
class BranchController {
  private final Branches branches;
  private final Attachments attachments;

  BranchController(Branches branches, Attachments attachments) {
    this.branches = branches;
    this.attachments = attachments;
  }

  @Idempotent
  @Post("/branch")
  @Status(HttpStatus.CREATED)
  BranchView branch(CurrentUser user, UUID id, @Body @Nullable @Valid BranchRequest request) {
    UserId owner = new UserId(user.userId());
    MessageId message = new MessageId(id);
    String content = request == null ? null : request.content();
    try {
      Message head =
          content == null
              ? branches.regenerate(owner, message)
              : branches.edit(owner, message, edited(owner, message, content));
      return BranchView.of(head.id(), head);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(
          "content",
          content == null
              ? "is required, unless the message is an answer to give again"
              : "must be absent: only a user's message can be edited");
    } catch (StoreException e) {
      throw e.kind() == FailureKind.CONFLICT
          ? ProblemException.of(ErrorCode.RUN_ACTIVE, e.getMessage())
          : e;
    }
  }

  /** A message keeps its attachments when its text is edited. */
  private List<Part> edited(UserId owner, MessageId message, String content) {
    List<Part> parts = new ArrayList<>();
    parts.add(new TextPart(content));
    parts.addAll(attachments.of(owner, message));
    return parts;
  }

  @Post("/select")
  BranchView select(CurrentUser user, UUID id) {
    MessageId message = new MessageId(id);
    return BranchView.of(message, branches.select(new UserId(user.userId()), message));
  }

  /**
   * Asks for a branch. Immutable.
   *
   * @param content what the user says instead; null gives an answer again
   */
  @Introspected
  record BranchRequest(@Text(max = SessionLimits.MESSAGE_TEXT) @Nullable String content) {}
}
