package dev.coda.bridge.mcp;

import io.modelcontextprotocol.spec.McpClientTransport;
import java.util.concurrent.CompletableFuture;

/** A transport that can say it is gone, and take back what it sent. */
interface LiveTransport extends McpClientTransport {
  /** Completes, exceptionally with the reason if there is one, when nothing more will arrive. */
  CompletableFuture<Void> closed();

  /** Sets what is run when the server says that its list of tools has changed. Never to block. */
  void onToolsChanged(Runnable action);

  /** Announces a call: the requests whose context names it under {@link MessagePort#CALL}. */
  void expectCall(String token);

  /** Notifies the server that the requests of this call are no longer wanted. Never blocks. */
  void cancelCall(String token, String why);

  /** Frees what was kept to cancel this call. */
  void forgetCall(String token);
}
