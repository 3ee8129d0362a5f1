package dev.coda.providers.internal.transport;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.providers.TransportSettings;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;

/** Reads one answer, and releases its place in the queue when it is closed. */
final class OkHttpAnswer implements HttpAnswer {
  /** The longest time to wait for the usage and the end after a finished answer. */
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final Call call;
  private final Response response;
  private final BufferedSource body;
  private final Duration idleTimeout;
  private final ResponseHead head;
  private final TransportFailures failures;
  private final CancelSignal cancel;
  private final CancelSignal.Registration onCancel;
  private final CallGate.Permit permit;
  private boolean released;

  OkHttpAnswer(
      Call call,
      Response response,
      TransportSettings settings,
      TransportFailures failures,
      CancelSignal cancel,
      CancelSignal.Registration onCancel,
      CallGate.Permit permit) {
    this.call = call;
    this.response = response;
    this.head = head(response, settings);
    this.idleTimeout = settings.idleTimeout();
    this.failures = failures;
    this.cancel = cancel;
    this.onCancel = onCancel;
    this.permit = permit;
    BufferedSource raw = response.body().source();
    limitSilence(raw, idleTimeout);
    this.body =
        "gzip".equalsIgnoreCase(response.header("Content-Encoding"))
            ? Okio.buffer(new GzipSource(raw))
            : raw;
  }

  private static void limitSilence(BufferedSource source, Duration limit) {
    source.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ResponseHead head(Response response, TransportSettings settings) {
    Headers headers = response.headers();
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      byName.putIfAbsent(headers.name(i).toLowerCase(Locale.ROOT), headers.value(i));
    }
    return new ResponseHead(response.code(), byName, RetryAfter.from(headers, settings.clock()));
  }

  @Override
  public ResponseHead head() {
    return head;
  }

  @Override
  public int read(byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw failures.withinAnswer(isPastLimit() ? silence(e) : e, cancel, head);
    }
  }

  @Override
  public void contentArrived() {
    limitReads(idleTimeout);
  }

  @Override
  public void expectEnd() {
    limitReads(idleTimeout.compareTo(LONGEST_END) < 0 ? idleTimeout : LONGEST_END);
  }

  private void limitReads(Duration limit) {
    body.timeout().deadline(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isPastLimit() {
    return body.timeout().hasDeadline()
        && body.timeout().deadlineNanoTime() - System.nanoTime() <= 0
        && !Thread.currentThread().isInterrupted();
  }

  /** Okio reports a limit on all reads as an interrupt. */
  private static IOException silence(IOException limit) {
    return (IOException) new SocketTimeoutException("silence").initCause(limit);
  }

  @Override
  public void release() {
    released = true;
    response.close();
  }

  @Override
  public void close() {
    onCancel.close();
    if (!released) {
      call.cancel();
      response.close();
    }
    permit.close();
  }
}
