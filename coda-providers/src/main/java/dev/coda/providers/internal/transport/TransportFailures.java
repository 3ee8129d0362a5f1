package dev.coda.providers.internal.transport;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.TransportSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Finds what a broken connection means. */
final class TransportFailures {
  private final String provider;
  private final TransportSettings settings;

  TransportFailures(String provider, TransportSettings settings) {
    this.provider = provider;
    this.settings = settings;
  }

  ProviderException cancelled() {
    return ProviderException.of(
            FailureKind.CANCELLED, provider, "The call to " + provider + " was cancelled.")
        .build();
  }

  ProviderException noAnswerInTime() {
    return timeout("did not begin to answer within " + seconds(settings.firstByteTimeout()), null);
  }

  ProviderException beforeAnswer(IOException e, CancelSignal cancel) {
    if (cancel.isCancelled() || isInterrupt(e)) {
      return cancelled();
    }
    if (e instanceof SocketTimeoutException) {
      return timeout("could not be reached, or did not answer, in time", e);
    }
    String what = "The connection to " + provider + " failed before an answer";
    if (e instanceof UnknownHostException) {
      what = "The host name of " + provider + " is not known";
    } else if (e instanceof SSLException) {
      what = "No secure connection to " + provider + " could be made";
    }
    return ProviderException.of(
            FailureKind.PROVIDER_UNAVAILABLE,
            provider,
            what + " (" + e.getClass().getSimpleName() + "): check the base URL and the network.")
        .cause(showable(e))
        .build();
  }

  ProviderException withinAnswer(IOException e, CancelSignal cancel, ResponseHead head) {
    if (cancel.isCancelled() || isInterrupt(e)) {
      return cancelled();
    }
    if (e instanceof SocketTimeoutException) {
      return timeout("sent nothing for " + seconds(settings.idleTimeout()), e);
    }
    return ProviderException.of(
            FailureKind.STREAM_CUT,
            provider,
            "The answer of " + provider + " broke off (" + e.getClass().getSimpleName() + ").")
        .status(head.status())
        .requestId(head.requestId())
        .cause(showable(e))
        .build();
  }

  private ProviderException timeout(String what, @Nullable IOException e) {
    return ProviderException.of(FailureKind.PROVIDER_TIMEOUT, provider, provider + " " + what + ".")
        .cause(e)
        .build();
  }

  /** Interrupting a thread while it waits is also a request to stop. */
  private static boolean isInterrupt(IOException e) {
    return Thread.currentThread().isInterrupted()
        || (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException));
  }

  /** A complaint about the protocol quotes what the provider sent. */
  private static @Nullable IOException showable(IOException e) {
    return e instanceof ProtocolException ? null : e;
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() / 1000.0 + " s";
  }
}
