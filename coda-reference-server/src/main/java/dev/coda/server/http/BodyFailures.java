package dev.coda.server.http;

import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Failures of a request body that did not arrive correctly. They are failures of the client, never
 * defects.
 */
public final class BodyFailures {
  private BodyFailures() {}

  /** Returns the problem that ended the reading of a body; empty if the body is not the cause. */
  public static Optional<ProblemException> explain(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<ProblemException> problem = problem(cause);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<ProblemException> problem(Throwable failure) {
    return switch (failure) {
      case ContentLengthExceededException large -> tooLarge();
      case BufferLengthExceededException large -> tooLarge();
      case ReadTimeoutException late ->
          Optional.of(
              ProblemException.of(ErrorCode.REQUEST_TIMEOUT, "The body did not arrive in time."));
      case DecompressionException broken ->
          Optional.of(
              ProblemException.invalid(FieldNames.BODY, "is not what its Content-Encoding says"));
      case DecoderException malformed ->
          Optional.of(ProblemException.invalid("request", "is not well-formed HTTP"));
      case ClosedChannelException gone ->
          Optional.of(ProblemException.invalid(FieldNames.BODY, "did not arrive whole"));
      default -> Optional.empty();
    };
  }

  private static Optional<ProblemException> tooLarge() {
    return Optional.of(ProblemException.of(ErrorCode.PAYLOAD_TOO_LARGE, "The body is too large."));
  }
}
