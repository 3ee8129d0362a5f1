package app;

import dev.coda.api.id.RunId;
import dev.coda.core.Coda;
import dev.coda.core.Reply;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;

/** Conversations over HTTP, as server-sent events. Thread-safe. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class ChatController {
  /** Take the signed-in user's name instead: nobody reaches a conversation of another user. */
  private static final String USER = "guest";

  private final Coda coda;

  ChatController(Coda coda) {
    this.coda = coda;
  }

  // region micronaut endpoint
  @Post(
      uri = "/chats/{chat}",
      consumes = MediaType.TEXT_PLAIN,
      produces = MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<String>> ask(String chat, @Body String question) {
    return events(coda.chat(USER, chat).start(question), 0);
  }

  /** A browser that lost its connection continues behind the last event that it has. */
  @Get(uri = "/runs/{run}/events", produces = MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<String>> rejoin(
      String run, @Header(name = "Last-Event-ID", defaultValue = "0") long lastEvent) {
    return events(coda.reply(USER, RunId.of(run)).orElseThrow(), lastEvent);
  }

  private static Publisher<Event<String>> events(Reply reply, long after) {
    return JdkFlowAdapter.flowPublisherToFlux(reply.serverSentEvents(after))
        .map(event -> Event.of(event.data()).id(Long.toString(event.id())).name(event.event()));
  }
  // endregion
}
