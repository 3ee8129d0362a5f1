package app;

import dev.coda.api.id.RunId;
import dev.coda.core.Approval;
import dev.coda.core.Coda;
import dev.coda.core.Reply;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Conversations over HTTP, as server-sent events. Thread-safe. */
@RestController
class ChatController {
  /** Take the signed-in user's name instead: nobody reaches a conversation of another user. */
  private static final String USER = "guest";

  private final Coda coda;

  ChatController(Coda coda) {
    this.coda = coda;
  }

  // region spring boot endpoint
  @PostMapping(path = "/chats/{chat}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<String>> ask(@PathVariable String chat, @RequestBody String question) {
    return events(coda.chat(USER, chat).start(question), 0);
  }

  /** A browser that lost its connection continues behind the last event that it has. */
  @GetMapping(path = "/runs/{run}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<String>> rejoin(
      @PathVariable String run,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long lastEvent) {
    return events(reply(run), lastEvent);
  }

  private static Flux<ServerSentEvent<String>> events(Reply reply, long after) {
    return JdkFlowAdapter.flowPublisherToFlux(reply.serverSentEvents(after))
        .map(event ->
            ServerSentEvent.builder(event.data())
                .id(Long.toString(event.id()))
                .event(event.event())
                .build());
  }

  // endregion

  /** Closing a connection ends no run; this does. */
  @DeleteMapping("/runs/{run}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void cancel(@PathVariable String run) {
    reply(run).cancel();
  }

  /** Lets the tools run that a run asks about. */
  @PostMapping("/runs/{run}/approval")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void approve(@PathVariable String run) {
    reply(run).approvals().forEach(Approval::approve);
  }

  private Reply reply(String run) {
    return coda.reply(USER, RunId.of(run))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
