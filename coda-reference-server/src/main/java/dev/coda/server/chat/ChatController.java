package dev.coda.server.chat;

import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.UserId;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.Text;
import dev.coda.server.run.RunFrames;
import dev.coda.server.run.RunStreams;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** Starts runs and shows them. Thread-safe. */
@Controller("/api/v1/chat")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.CHAT)
class ChatController {
  private final Chats chats;
  private final RunStarts starts;
  private final QueuedStarts queued;
  private final RunStreams streams;

  ChatController(Chats chats, RunStarts starts, QueuedStarts queued, RunStreams streams) {
    this.chats = chats;
    this.starts = starts;
    this.queued = queued;
    this.streams = streams;
  }

  @Post(value = "/stream", produces = MediaType.TEXT_EVENT_STREAM)
  HttpResponse<RunFrames> stream(
      CurrentUser user,
      @Header("Idempotency-Key") @Nullable @Text(max = 200) String idempotencyKey,
      @Body @Valid ChatRequest request) {
    return chats.start(
        new UserId(user.userId()), idempotencyKey, request, run -> answer(user, run));
  }

  private HttpResponse<RunFrames> answer(CurrentUser user, RunRequest run) {
    return run.onConflict() == ConflictPolicy.QUEUE
        ? queued.answer(user, run)
        : streams.answer(user, starts.start(run), 0);
  }
}
