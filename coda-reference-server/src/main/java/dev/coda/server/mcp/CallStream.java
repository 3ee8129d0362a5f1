package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.tool.ToolProgress;
import dev.coda.server.process.Stopping;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Answers a tool call with a stream: progress as it comes, then the result. A host that hangs up
 * has not cancelled; the call continues within its limits. Thread-safe.
 */
@Singleton
final class CallStream {
  private static final Logger LOG = LoggerFactory.getLogger(CallStream.class);

  private final McpMethods methods;
  private final Stopping stopping;
  private final ExecutorService threads;

  CallStream(McpMethods methods, Stopping stopping, @Named("runs") ExecutorService threads) {
    this.methods = methods;
    this.stopping = stopping;
    this.threads = threads;
  }

  Publisher<byte[]> answer(McpSession session, JsonNode id, JsonNode params) {
    // Before anything runs: a cancel may follow the call at once.
    CancelSignal signal = session.begin(id);
    Work work = (cancel, progress) -> methods.call(session, params, cancel, progress);
    return Flux.from(
            CallOutput.of(
                threads,
                output -> {
                  try {
                    run(id, params, signal, work, output);
                  } finally {
                    session.end(id, signal);
                  }
                }))
        .takeUntilOther(stopping.streamsEnd());
  }

  /** Answers a call that a host cancels by hanging up. */
  Publisher<byte[]> answer(StatelessRequest request, Work work) {
    CancelSignal signal = CancelSignal.create();
    return Flux.from(
            CallOutput.of(
                threads, output -> run(request.id(), request.params(), signal, work, output)))
        .takeUntilOther(stopping.streamsEnd())
        .doOnCancel(() -> signal.cancel(CancelReason.REQUESTED));
  }

  /** What a call does. */
  @FunctionalInterface
  interface Work {
    JsonNode call(CancelSignal signal, ToolProgress progress) throws InterruptedException;
  }

  /**
   * Answers several messages with one stream.
   *
   * @param ready answers that are there already
   * @param calls requests of {@code tools/call}
   */
  Publisher<byte[]> answers(McpSession session, JsonNode ready, List<JsonNode> calls) {
    List<Publisher<byte[]>> all = new ArrayList<>();
    all.add(Flux.fromIterable(ready).map(CallOutput::frame));
    for (JsonNode call : calls) {
      all.add(answer(session, call.path("id"), call.path("params")));
    }
    return Flux.merge(all);
  }

  private static void run(
      JsonNode id, JsonNode params, CancelSignal signal, Work work, CallOutput output) {
    try {
      if (signal.isCancelled()) {
        return;
      }
      ToolProgress progress = progress(params.at("/_meta/progressToken"), output);
      JsonNode result = work.call(signal, progress);
      // Who cancelled waits for no answer.
      if (!signal.isCancelled()) {
        output.result(JsonRpc.result(id, result));
      }
    } catch (RefusedException e) {
      output.result(JsonRpc.error(id, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      output.result(JsonRpc.error(id, JsonRpc.INTERNAL_ERROR, "The server is going down."));
    } catch (RuntimeException e) {
      LOG.error("A tool call over MCP failed", e);
      output.result(JsonRpc.error(id, JsonRpc.INTERNAL_ERROR, "The call failed unexpectedly."));
    }
  }

  private static ToolProgress progress(JsonNode token, CallOutput output) {
    if (token.isMissingNode()) {
      return (message, percent) -> {};
    }
    AtomicInteger count = new AtomicInteger();
    return (message, percent) -> output.progress(notification(token, count, message, percent));
  }

  /** The protocol wants every number larger than the one before; a percentage may repeat. */
  private static JsonNode notification(
      JsonNode token, AtomicInteger last, String message, @Nullable Integer percent) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    params.set("progressToken", token);
    int number =
        last.updateAndGet(before -> percent == null ? before + 1 : Math.max(before + 1, percent));
    params.put("progress", number).put("message", message);
    if (percent != null && number <= 100) {
      params.put("total", 100);
    }
    return JsonRpc.notification("notifications/progress", params);
  }
}
