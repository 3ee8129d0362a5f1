package dev.coda.bridge.mcp;

import io.modelcontextprotocol.spec.McpClientTransport;
import java.util.concurrent.CompletableFuture;

/** A transport that can say it is gone, and take back what it sent. */
interface LiveTransport extends McpClientTransport {
  /** Completes, exceptionally with the reason if there is one, when nothing more will arrive. */
  CompletableFuture<Void> closed();

  /** Tells the server that the call with this progress token is no longer wanted. Never blocks. */
  void cancelCall(String token, String why);

  /** Frees what was kept to cancel this call. */
  void forgetCall(String token);
}
