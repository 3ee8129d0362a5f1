package dev.coda.bridge.mcp;

import io.modelcontextprotocol.spec.McpClientTransport;
import java.util.concurrent.CompletableFuture;

/** A transport that reports its end and can give up its requests. */
interface LiveTransport extends McpClientTransport {
  /** Completes, exceptionally with the reason if there is one, when nothing more will arrive. */
  CompletableFuture<Void> closed();

  /** Sets the callback for a change of the server's list of tools. It must not block. */
  void onToolsChanged(Runnable action);

  /** Announces a call: the requests whose context names it under {@link MessagePort#CALL}. */
  void expectCall(String token);

  /** Notifies the server that the requests of this call are no longer wanted. Never blocks. */
  void cancelCall(String token, String why);

  /** Releases the state that was kept to cancel this call. */
  void forgetCall(String token);
}
