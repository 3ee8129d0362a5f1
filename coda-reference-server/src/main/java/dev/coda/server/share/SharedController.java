package dev.coda.server.share;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.MessageSize;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Stores;
import dev.coda.server.http.LargeAnswers;
import dev.coda.server.http.ProblemException;
import dev.coda.server.origin.RequestOrigins;
import io.micronaut.http.HttpRequest;
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

/** Shared sessions, for everyone who has a link. Thread-safe. */
@Controller("/api/v1/shared")
@Secured(SecurityRule.IS_ANONYMOUS)
class SharedController {
  /** The size of the parts on one page, unless a single message is larger. */
  private static final long PAGE_BYTES = 1 << 20;

  private final Shares shares;
  private final Stores stores;
  private final ReadThrottle throttle;
  private final RequestOrigins origins;
  private final LargeAnswers answers;

  SharedController(
      Shares shares,
      Stores stores,
      ReadThrottle throttle,
      RequestOrigins origins,
      LargeAnswers answers) {
    this.shares = shares;
    this.stores = stores;
    this.throttle = throttle;
    this.origins = origins;
    this.answers = answers;
  }

  /** Shows the messages up to the one that was chosen, oldest first. */
  @Get("/{token}")
  SharedView show(
      HttpRequest<?> request,
      String token,
      @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit,
      @QueryValue @Nullable UUID cursor) {
    throttle.take(origins.of(request).clientNetwork());
    SessionShare share = shares.open(token);
    answers.await(request, share.id());
    List<MessageNode> page = page(share, limit, cursor);
    answers.send(request, page.stream().mapToLong(node -> MessageSize.of(node.message())).sum());
    return SharedView.of(share, page);
  }

  private List<MessageNode> page(SessionShare share, int limit, @Nullable UUID cursor) {
    MessageId after = cursor == null ? null : new MessageId(cursor);
    PathQuery query = PathQuery.page(new MessageId(share.messageId()), after, limit);
    List<MessageNode> page =
        stores
            .sessions()
            .path(
                new UserId(share.userId()),
                new SessionId(share.sessionId()),
                query.withMaxBytes(PAGE_BYTES));
    if (page.isEmpty()) {
      throw cursor == null
          ? Shares.missing()
          : ProblemException.invalid("cursor", "is not one that this server gave");
    }
    return page;
  }
}
