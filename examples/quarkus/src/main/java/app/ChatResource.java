package app;

import dev.coda.api.id.RunId;
import dev.coda.core.Coda;
import dev.coda.core.Reply;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** Conversations over HTTP, as server-sent events. Thread-safe. */
@Path("/")
@Blocking
public class ChatResource {
  /** Take the signed-in user's name instead: nobody reaches a conversation of another user. */
  private static final String USER = "guest";

  private final Coda coda;

  ChatResource(Coda coda) {
    this.coda = coda;
  }

  // region quarkus endpoint
  @POST
  @Path("chats/{chat}")
  @Consumes(MediaType.TEXT_PLAIN)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> ask(
      @PathParam("chat") String chat, String question, @Context Sse sse) {
    return events(coda.chat(USER, chat).start(question), 0, sse);
  }

  /** A browser that lost its connection continues behind the last event that it has. */
  @GET
  @Path("runs/{run}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> rejoin(
      @PathParam("run") String run,
      @HeaderParam("Last-Event-ID") @DefaultValue("0") long lastEvent,
      @Context Sse sse) {
    return events(coda.reply(USER, RunId.of(run)).orElseThrow(), lastEvent, sse);
  }

  private static Multi<OutboundSseEvent> events(Reply reply, long after, Sse sse) {
    return Multi.createFrom()
        .publisher(reply.serverSentEvents(after))
        .map(event ->
            sse.newEventBuilder()
                .id(Long.toString(event.id()))
                .name(event.event())
                .data(event.data())
                .build());
  }
  // endregion
}
