package dev.coda.server.socket;

import dev.coda.api.id.SessionId;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.connection.WebSocketLimits;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketPongMessage;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket of a session. Everybody may open it: a page cannot read why a handshake was
 * refused, so a client without a user gets a close code in its place. Thread-safe.
 */
@ServerWebSocket(value = "/api/v1/ws/chat/{id}", subprotocols = "coda.v1")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(InOrder.NAME)
class ChatSocketServer {
  private static final Logger LOG = LoggerFactory.getLogger(ChatSocketServer.class);
  private static final String SOCKET = "coda.socket";

  private final SocketServices services;

  ChatSocketServer(SocketServices services) {
    this.services = services;
  }

  @OnOpen
  void opened(WebSocketSession connection, String id, @Nullable CurrentUser user) {
    ChatSocket socket = new ChatSocket(connection, services, user, sessionId(id));
    connection.put(SOCKET, socket);
    socket.open();
  }

  @OnMessage(maxPayloadLength = WebSocketLimits.MESSAGE_BYTES)
  void received(WebSocketSession connection, String text) {
    of(connection).ifPresent(socket -> socket.receive(text));
  }

  @OnMessage
  void answered(WebSocketSession connection, WebSocketPongMessage pong) {
    of(connection).ifPresent(ChatSocket::answered);
  }

  @OnClose
  void closed(WebSocketSession connection) {
    of(connection).ifPresent(ChatSocket::closed);
    // The server leaves the answer to a close frame to what is called here.
    connection.close(CloseReason.NORMAL);
  }

  @OnError
  void failed(WebSocketSession connection, Throwable failure) {
    LOG.debug("A WebSocket is closed after a failure", failure);
    of(connection).ifPresent(ChatSocket::closed);
    connection.close(CloseReason.PROTOCOL_ERROR);
  }

  private static Optional<ChatSocket> of(WebSocketSession connection) {
    return connection.get(SOCKET, ChatSocket.class);
  }

  private static @Nullable SessionId sessionId(String id) {
    try {
      return SessionId.of(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
