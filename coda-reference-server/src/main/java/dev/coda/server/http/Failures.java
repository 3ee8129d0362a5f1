package dev.coda.server.http;

import com.fasterxml.jackson.core.JacksonException;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.DecidedException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.HttpStatus;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes what each failure means to a client, and no more than that. */
final class Failures {
  private static final Duration SOON = Duration.ofSeconds(1);

  private Failures() {}

  static ProblemException explain(Throwable failure, HttpStatus status) {
    return switch (failure) {
      case ProblemException problem -> problem;
      case ConstraintViolationException violations -> ConstraintErrors.explain(violations);
      case UnsatisfiedRouteException missing ->
          ProblemException.invalid(FieldNames.of(missing.getArgument()), "is required");
      case AuthorizationException refused ->
          explain(refused.isForbidden() ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED);
      case AdmissionException refused ->
          ProblemException.retryLater(
              Refusals.code(refused),
              refused.getMessage(),
              refused.retryAfter(),
              refused.details());
      case DecidedException late ->
          ProblemException.of(
              ErrorCode.CONFLICT,
              late.getMessage(),
              Map.of("decision", late.isApproved() ? "approve" : "deny"));
      case CodaException known -> explain(known, status);
      default -> BodyFailures.explain(failure).orElseGet(() -> explainByCause(failure, status));
    };
  }

  private static ProblemException explain(CodaException failure, HttpStatus status) {
    return switch (failure.kind()) {
      case NOT_FOUND -> ProblemException.of(ErrorCode.NOT_FOUND, failure.getMessage());
      case CONFLICT -> ProblemException.of(ErrorCode.CONFLICT, failure.getMessage());
      case DATA_REFUSED ->
          ProblemException.invalid("request", "has a value that the database cannot store");
      case STORE_UNAVAILABLE -> outage();
      default -> explain(status);
    };
  }

  private static ProblemException outage() {
    return ProblemException.retryLater(
        ErrorCode.UNAVAILABLE, "The database is not available; try again.", SOON);
  }

  private static ProblemException explainByCause(Throwable failure, HttpStatus status) {
    Optional<JacksonException> json = find(failure, JacksonException.class);
    if (json.isPresent() && status.getCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
      return JsonErrors.explain(json.get());
    }
    if (failure instanceof ConversionErrorException conversion) {
      return ProblemException.invalid(
          FieldNames.of(conversion.getArgument()), "has the wrong form");
    }
    return isOutage(failure) ? outage() : explain(status);
  }

  static ProblemException explain(HttpStatus status) {
    return switch (status) {
      case UNAUTHORIZED -> ProblemException.of(ErrorCode.UNAUTHORIZED, "Sign in first.");
      case FORBIDDEN -> ProblemException.of(ErrorCode.FORBIDDEN, "That is not allowed.");
      case NOT_FOUND -> ProblemException.of(ErrorCode.NOT_FOUND, "There is nothing here.");
      case METHOD_NOT_ALLOWED ->
          ProblemException.of(
              ErrorCode.METHOD_NOT_ALLOWED, "This address does not answer that method.");
      case NOT_ACCEPTABLE ->
          ProblemException.of(
              ErrorCode.NOT_ACCEPTABLE, "This address cannot answer in an accepted media type.");
      case UNSUPPORTED_MEDIA_TYPE ->
          ProblemException.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
      case REQUEST_TIMEOUT ->
          ProblemException.of(ErrorCode.REQUEST_TIMEOUT, "The request did not arrive in time.");
      case REQUEST_ENTITY_TOO_LARGE ->
          ProblemException.of(ErrorCode.PAYLOAD_TOO_LARGE, "The body is too large.");
      default ->
          status.getCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode()
              ? ProblemException.invalid("request", "cannot be understood")
              : ProblemException.of(
                  ErrorCode.INTERNAL,
                  "Something went wrong here. Quote the trace id when you report it.");
    };
  }

  static boolean isOutage(Throwable failure) {
    return find(failure, R2dbcException.class)
            .filter(cause ->
                cause instanceof R2dbcTransientResourceException
                    || cause instanceof R2dbcNonTransientResourceException
                    || cause instanceof R2dbcTimeoutException)
            .isPresent()
        || (find(failure, DataAccessException.class).isPresent()
            && find(failure, IOException.class).isPresent());
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
