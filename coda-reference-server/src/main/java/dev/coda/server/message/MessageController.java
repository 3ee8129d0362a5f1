package dev.coda.server.message;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Stores;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.http.ListView;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages over REST. Thread-safe. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
class MessageController {
  private final Stores stores;

  MessageController(Stores stores) {
    this.stores = stores;
  }

  @Get("/sessions/{id}/messages")
  ListView<MessageView> list(
      CurrentUser user,
      UUID id,
      @QueryValue @Nullable UUID branch,
      @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit,
      @QueryValue @Nullable UUID cursor) {
    UserId owner = new UserId(user.userId());
    SessionId session = new SessionId(id);
    if (stores.sessions().find(owner, session).isEmpty()) {
      throw ProblemException.notFound("Session " + session);
    }
    // One more than asked for tells whether there is a next page.
    PathQuery query = PathQuery.page(messageId(branch), messageId(cursor), limit + 1);
    List<MessageNode> path = stores.sessions().path(owner, session, query);
    if (path.isEmpty() && cursor != null) {
      throw ProblemException.invalid("cursor", "is none that this server gave");
    }
    if (path.isEmpty() && branch != null) {
      throw ProblemException.notFound("Message " + branch);
    }
    List<MessageNode> page = path.subList(0, Math.min(limit, path.size()));
    return new ListView<>(
        page.stream().map(MessageView::of).toList(),
        path.size() > limit ? page.getLast().message().id().toString() : null);
  }

  @Get("/messages/{id}")
  MessageView show(CurrentUser user, UUID id) {
    MessageId message = new MessageId(id);
    return stores
        .sessions()
        .message(new UserId(user.userId()), message)
        .map(MessageView::of)
        .orElseThrow(() -> ProblemException.notFound("Message " + message));
  }

  private static @Nullable MessageId messageId(@Nullable UUID id) {
    return id == null ? null : new MessageId(id);
  }
}
