package dev.coda.server.session;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.core.history.Branches;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.idempotency.Idempotent;
import dev.coda.server.idempotency.OncePerKey;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions as a whole over REST: into a file, out of one, into another session. Thread-safe. */
@Controller("/api/v1/sessions")
@Secured(SecurityRule.IS_AUTHENTICATED)
class TransferController {
  private final SessionFiles files;
  private final Branches branches;
  private final TransferLimits limits;

  TransferController(SessionFiles files, Branches branches, TransferLimits limits) {
    this.files = files;
    this.branches = branches;
    this.limits = limits;
  }

  @Post("/{id}/export")
  @Scoped(Scope.READ)
  HttpResponse<StreamedFile> export(CurrentUser user, UUID id, @Body @Valid ExportRequest request) {
    boolean markdown = "markdown".equals(request.format());
    StreamedFile file = files.write(new UserId(user.userId()), new SessionId(id), markdown);
    return HttpResponse.ok(file)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"coda-session-%s.%s\"".formatted(id, markdown ? "md" : "json"))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  @Post("/import")
  @Scoped(Scope.CHAT)
  @Status(HttpStatus.CREATED)
  SessionView load(
      CurrentUser user,
      HttpHeaders headers,
      @Header(OncePerKey.HEADER) @Nullable String key,
      @Body InputStream file) {
    return files.read(new UserId(user.userId()), key, headers.contentLength().orElse(0), file);
  }

  @Idempotent
  @Post("/{id}/fork")
  @Scoped(Scope.CHAT)
  @Status(HttpStatus.CREATED)
  SessionView fork(CurrentUser user, UUID id, @Body @Nullable @Valid ForkRequest request) {
    UUID upTo = request == null ? null : request.messageId();
    try {
      return SessionView.of(
          limits.inTurn(() ->
              branches.fork(
                  new UserId(user.userId()),
                  new SessionId(id),
                  upTo == null ? null : new MessageId(upTo))));
    } catch (StoreException e) {
      throw e.kind() == FailureKind.CONFLICT
          ? ProblemException.of(ErrorCode.RUN_ACTIVE, e.getMessage())
          : e;
    }
  }

  /** Asks for a file. Immutable. */
  @Introspected
  record ExportRequest(@NotNull @Pattern(regexp = "json|markdown") String format) {}

  /**
   * Asks for a copy. Immutable.
   *
   * @param messageId the last message to copy; null for the session's head
   */
  @Introspected
  record ForkRequest(@Nullable UUID messageId) {}
}
