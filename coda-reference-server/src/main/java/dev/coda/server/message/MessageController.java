package dev.coda.server.message;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.MessageSize;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.SessionSummary;
import dev.coda.api.session.Stores;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.LargeAnswers;
import dev.coda.server.http.ListView;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages over REST. Thread-safe. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.READ)
class MessageController {
  /** The size of the parts on one page, unless a single message is larger. */
  static final long PAGE_BYTES = 1 << 20;

  private final Stores stores;
  private final LargeAnswers answers;

  MessageController(Stores stores, LargeAnswers answers) {
    this.stores = stores;
    this.answers = answers;
  }

  /**
   * Lists the messages of a branch, oldest first: from its start, or the last ones, and then those
   * before them.
   */
  @Get("/sessions/{id}/messages")
  ListView<MessageView> list(
      HttpRequest<?> request,
      CurrentUser user,
      UUID id,
      @QueryValue @Nullable UUID branch,
      @QueryValue @Nullable @Pattern(regexp = "start|end", message = "must be start or end")
          String from,
      @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit,
      @QueryValue @Nullable UUID cursor) {
    UserId owner = new UserId(user.userId());
    SessionId session = new SessionId(id);
    SessionSummary found =
        stores.sessions().summaries(owner, List.of(session)).stream()
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound("Session " + session));
    MessageId leaf = branch == null ? found.headMessageId() : new MessageId(branch);
    answers.await(request, user.userId());
    boolean atEnd = "end".equals(from);
    List<MessageNode> page =
        leaf == null ? List.of() : page(owner, session, query(leaf, cursor, limit, atEnd));
    if (page.isEmpty() && cursor != null) {
      throw ProblemException.invalid("cursor", "is not one that this server gave");
    }
    if (page.isEmpty() && branch != null) {
      throw ProblemException.notFound("Message " + branch);
    }
    answers.send(request, page.stream().mapToLong(node -> MessageSize.of(node.message())).sum());
    MessageId next = page.isEmpty() ? null : atEnd ? before(page) : behind(page, leaf);
    return new ListView<>(
        page.stream().map(MessageView::of).toList(), next == null ? null : next.toString());
  }

  @Get("/messages/{id}")
  MessageView show(HttpRequest<?> request, CurrentUser user, UUID id) {
    MessageId message = new MessageId(id);
    answers.await(request, user.userId());
    MessageDetails details =
        stores
            .sessions()
            .message(new UserId(user.userId()), message)
            .orElseThrow(() -> ProblemException.notFound("Message " + message));
    answers.send(request, size(details));
    return MessageView.of(details);
  }

  private static long size(MessageDetails details) {
    return MessageSize.of(details.node().message())
        + details.toolCalls().stream().mapToLong(MessageSize::of).sum()
        + details.thoughts().stream().mapToLong(MessageSize::of).sum();
  }

  private List<MessageNode> page(UserId owner, SessionId session, PathQuery query) {
    return stores.sessions().path(owner, session, query.withMaxBytes(PAGE_BYTES));
  }

  /**
   * @param cursor the last message before the page, or the last one of the page if that is read
   *     from the end; null for the first page
   */
  private static PathQuery query(MessageId leaf, @Nullable UUID cursor, int limit, boolean atEnd) {
    MessageId place = cursor == null ? null : new MessageId(cursor);
    return atEnd
        ? PathQuery.latest(place == null ? leaf : place, limit)
        : PathQuery.page(leaf, place, limit);
  }

  private static @Nullable MessageId before(List<MessageNode> page) {
    return page.getFirst().message().parentId();
  }

  private static @Nullable MessageId behind(List<MessageNode> page, @Nullable MessageId leaf) {
    MessageId last = page.getLast().message().id();
    return last.equals(leaf) ? null : last;
  }
}
