package dev.coda.server.chat;

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
  private final RunStreams streams;

  ChatController(Chats chats, RunStreams streams) {
    this.chats = chats;
    this.streams = streams;
  }

  @Post(value = "/stream", produces = MediaType.TEXT_EVENT_STREAM)
  HttpResponse<RunFrames> stream(
      CurrentUser user,
      @Header("Idempotency-Key") @Nullable @Text(max = 200) String idempotencyKey,
      @Body @Valid ChatRequest request) {
    return streams.answer(user, chats.start(new UserId(user.userId()), idempotencyKey, request), 0);
  }
}
