package dev.coda.server.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Page;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionSummary;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.LargeAnswers;
import dev.coda.server.http.ListView;
import dev.coda.server.http.ProblemException;
import dev.coda.server.http.Text;
import dev.coda.server.idempotency.Idempotent;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions over REST. Thread-safe. */
@Controller("/api/v1/sessions")
@Secured(SecurityRule.IS_AUTHENTICATED)
class SessionController {
  private final Sessions sessions;
  private final SessionSearch search;
  private final SessionMarks marks;
  private final LargeAnswers answers;

  SessionController(
      Sessions sessions, SessionSearch search, SessionMarks marks, LargeAnswers answers) {
    this.sessions = sessions;
    this.search = search;
    this.marks = marks;
    this.answers = answers;
  }

  @Get
  @Scoped(Scope.READ)
  ListView<SessionSummaryView> list(
      HttpRequest<?> request,
      CurrentUser user,
      @QueryValue @Nullable @Text(max = 500) String q,
      @QueryValue @Nullable Boolean pinned,
      @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit,
      @QueryValue @Nullable @Text(max = 500) String cursor) {
    if (pinned != null) {
      if (!pinned || q != null || cursor != null) {
        throw ProblemException.invalid("pinned", "must be true, and stand without q and cursor");
      }
      return marks.pinned(owner(user), limit);
    }
    if (q != null) {
      // What is found is read to be shown.
      answers.await(request, user.userId());
    }
    Page<SessionSummary> page = sessions.list(owner(user), q, limit, cursor);
    if (q != null) {
      ListView<SessionSummaryView> found = search.show(owner(user), page, q, limit, cursor == null);
      answers.send(request, 0);
      return marks.mark(owner(user), found);
    }
    List<SessionSummaryView> items = page.items().stream().map(SessionSummaryView::of).toList();
    return marks.mark(owner(user), new ListView<>(items, page.nextCursor()));
  }

  @Idempotent
  @Post
  @Scoped(Scope.CHAT)
  @Status(HttpStatus.CREATED)
  SessionView create(CurrentUser user, @Body @Valid NewSession request) {
    return SessionView.of(sessions.create(owner(user), request));
  }

  @Get("/{id}")
  @Scoped(Scope.READ)
  SessionView show(CurrentUser user, UUID id) {
    return view(user, sessions.find(owner(user), new SessionId(id)));
  }

  @Patch("/{id}")
  @Scoped(Scope.CHAT)
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  SessionView update(
      CurrentUser user,
      UUID id,
      @Body @Schema(implementation = SessionPatchBody.class) ObjectNode patch) {
    return view(user, sessions.update(owner(user), new SessionId(id), SessionPatch.read(patch)));
  }

  @Delete("/{id}")
  @Scoped(Scope.CHAT)
  @Status(HttpStatus.NO_CONTENT)
  void delete(CurrentUser user, UUID id) {
    sessions.delete(owner(user), new SessionId(id));
  }

  private SessionView view(CurrentUser user, Session session) {
    return SessionView.of(session, sessions.activeRuns(owner(user), session.id()));
  }

  private static UserId owner(CurrentUser user) {
    return new UserId(user.userId());
  }
}
