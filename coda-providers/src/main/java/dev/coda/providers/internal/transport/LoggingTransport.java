package dev.coda.providers.internal.transport;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the address, the status and the duration of each call at debug level, but no header, query
 * or body. Thread-safe.
 */
public final class LoggingTransport implements HttpTransport {
  private static final Logger LOG = LoggerFactory.getLogger(LoggingTransport.class);

  private final HttpTransport next;

  private LoggingTransport(HttpTransport next) {
    this.next = next;
  }

  /** Logs the calls of another transport. */
  public static LoggingTransport of(HttpTransport next) {
    return new LoggingTransport(next);
  }

  @Override
  public HttpAnswer send(HttpCall call, CancelSignal cancel) {
    if (!LOG.isDebugEnabled()) {
      return next.send(call, cancel);
    }
    long start = System.nanoTime();
    try {
      HttpAnswer answer = next.send(call, cancel);
      ResponseHead head = answer.head();
      LOG.debug("{}: {} after {} ms, id {}", call, head, millisSince(start), head.requestId());
      return answer;
    } catch (CodaException e) {
      LOG.debug("{}: {} after {} ms", call, e.kind().code(), millisSince(start));
      throw e;
    }
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
