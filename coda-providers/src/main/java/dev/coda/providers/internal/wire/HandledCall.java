package dev.coda.providers.internal.wire;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.model.ModelStreamHandler;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/**
 * Keeps the promise to a handler: pieces, then exactly one last word, the response or the error.
 * Thread-safe.
 */
public final class HandledCall {
  private HandledCall() {}

  /** Makes a call; reports its pieces and its response to the sink, its failure by throwing it. */
  @FunctionalInterface
  public interface Exchange {
    /** Runs on the thread of the call. */
    void run(HandlerSink sink);
  }

  /**
   * Runs a call on this thread. A failure goes to the handler, except for one of its own last
   * callback, which is thrown.
   */
  public static void run(String provider, StreamingChatResponseHandler handler, Exchange exchange) {
    // A signal of this call's own: its handle must not cancel whatever else the run is doing.
    CancelSignal cancel = CancelSignal.create();
    HandlerSink sink = new HandlerSink(provider, handler, cancel);
    CancelSignal.Registration outer =
        handler instanceof ModelStreamHandler coda
            ? coda.cancelSignal().onCancel(() -> cancel.cancel(CancelReason.REQUESTED))
            : () -> {};
    try {
      sink.checkNotCancelled();
      exchange.run(sink);
    } catch (Throwable failure) {
      if (sink.isComplete()) {
        throw failure;
      }
      handler.onError(failure);
    } finally {
      outer.close();
    }
  }
}
