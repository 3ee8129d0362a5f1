package dev.coda.bridge.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A transport to a child process, with one JSON message on each line. Reading, writing and logging
 * each have a thread, so that a process that stops reading delays nothing else.
 */
final class StdioTransport implements LiveTransport {
  private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
  private static final int MAX_WAITING = 1000;

  /** Ends the writing thread; no message is empty. */
  private static final String END = "";

  private final String server;
  private final ChildProcess child;
  private final int maxMessageBytes;
  private final MessagePort port;
  private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>(MAX_WAITING);

  private StdioTransport(String server, ChildProcess child, int maxMessageBytes) {
    this.server = server;
    this.child = child;
    this.maxMessageBytes = maxMessageBytes;
    this.port = new MessagePort(server);
  }

  static StdioTransport start(String server, ServerEndpoint.Stdio program, int maxMessageBytes)
      throws IOException {
    return new StdioTransport(server, ChildProcess.start(server, program), maxMessageBytes);
  }

  @Override
  public CompletableFuture<Void> closed() {
    return port.closed();
  }

  @Override
  public Mono<Void> connect(
      Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler) {
    return Mono.fromRunnable(() -> {
      port.open(handler);
      ChildProcess.daemon("coda-mcp-" + server + "-in", this::readAll);
      ChildProcess.daemon("coda-mcp-" + server + "-out", this::writeAll);
    });
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return Mono.deferContextual(context ->
            Mono.fromCallable(() -> {
              if (message instanceof McpSchema.JSONRPCRequest request
                  && !port.note(context, request.id())) {
                throw new CancellationException("the call is over");
              }
              write(port.write(message));
              return message;
            }))
        .then();
  }

  private void write(String line) throws NotDeliveredException {
    if (port.closed().isDone()) {
      throw new NotDeliveredException(port.end());
    }
    if (!outgoing.offer(line)) {
      throw new NotDeliveredException("the process does not read what it is sent");
    }
  }

  @Override
  public void onToolsChanged(Runnable action) {
    port.onToolsChanged(action);
  }

  @Override
  public void expectCall(String token) {
    port.expect(token);
  }

  @Override
  public void cancelCall(String token, String why) {
    for (Object id : port.forget(token)) {
      sendMessage(MessagePort.cancel(id, why)).subscribe(ignored -> {}, ignored -> {});
    }
  }

  @Override
  public void forgetCall(String token) {
    var unused = port.forget(token);
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return MessagePort.convert(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(() -> {
      port.closed().complete(null);
      // A process that ended its output or broke the protocol gets no time to end by itself.
      child.end(!port.closed().isCompletedExceptionally());
    });
  }

  private void readAll() {
    BoundedLines lines = new BoundedLines(child.process().getInputStream(), maxMessageBytes);
    try {
      for (String line = lines.next(); line != null; line = lines.next()) {
        port.deliver(line);
      }
      ended();
    } catch (IOException e) {
      port.closed().completeExceptionally(e);
    }
  }

  private void ended() {
    if (!port.closed().isDone()) {
      port.closed().completeExceptionally(new IOException(child.ending()));
    }
  }

  private void writeAll() {
    var unused = port.closed().whenComplete((done, failure) -> outgoing.offer(END));
    try (OutputStream input = child.process().getOutputStream()) {
      for (String line = outgoing.take(); !line.equals(END); line = outgoing.take()) {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
      }
    } catch (IOException e) {
      LOG.debug("MCP server {} closed its input", server, e);
      ended();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
