package dev.coda.providers.internal.wire;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.model.ModelStreamHandler;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/**
 * Makes sure that a handler receives pieces and then exactly once the response or the error.
 * Thread-safe.
 */
public final class HandledCall {
  private HandledCall() {}

  /** Makes a call. It reports its pieces and its response to the sink, and throws its failure. */
  @FunctionalInterface
  public interface Exchange {
    /** Runs on the thread of the call. */
    void run(HandlerSink sink);
  }

  /**
   * Runs a call on this thread. A failure is passed to the handler, except for one that the
   * handler's last callback threw, which is thrown.
   */
  public static void run(String provider, StreamingChatResponseHandler handler, Exchange exchange) {
    // This call's own signal: its handle must not cancel other work of the run.
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
