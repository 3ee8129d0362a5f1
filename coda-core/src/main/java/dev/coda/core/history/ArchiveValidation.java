package dev.coda.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.JsonSize;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.session.SessionLimits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Validates the fields of an archived session: a missing field arrives as null, and values may be
 * out of range.
 */
final class ArchiveValidation {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");
  private static final int MAX_DIGITS = 100;

  private ArchiveValidation() {}

  static void required(String field, @Nullable Object value) {
    if (value == null) {
      throw new WrongFieldException(field, "is missing");
    }
  }

  /** Refuses a text that is longer than this many characters; null is accepted. */
  static void text(String field, @Nullable String text, int max) {
    if (text != null && text.length() > max) {
      throw new WrongFieldException(field, "must not be longer than %,d characters".formatted(max));
    }
  }

  static void requiredText(String field, @Nullable String text, int max) {
    required(field, text);
    text(field, text, max);
  }

  /** Refuses times that no calendar of a person or a database has. */
  static void time(String field, @Nullable Instant time) {
    if (time != null && (time.isBefore(EARLIEST) || !time.isBefore(LATEST))) {
      throw new WrongFieldException(field, "must lie in the years 1 to 9999");
    }
  }

  static void notNegative(String field, @Nullable Long value) {
    if (value != null && value < 0) {
      throw new WrongFieldException(field, "must not be negative");
    }
  }

  /** Refuses amounts that cannot be right, among them those that no column can store. */
  static void cost(String field, @Nullable BigDecimal value) {
    if (value != null
        && (value.signum() < 0
            || value.scale() > MAX_DIGITS
            || (long) value.precision() - value.scale() > MAX_DIGITS)) {
      throw new WrongFieldException(
          field,
          "must not be negative, nor have more than %d digits before or after the point"
              .formatted(MAX_DIGITS));
    }
  }

  /** Refuses metadata of a session that a request could not set either. */
  static void metadata(String field, @Nullable JsonNode value) {
    if (value == null) {
      return;
    }
    if (!value.isObject()) {
      throw new WrongFieldException(field, "must be an object");
    }
    if (JsonSize.isDeeperThan(SessionLimits.METADATA_DEPTH, value)) {
      throw new WrongFieldException(field, "is nested too deeply");
    }
    if (JsonSize.bytes(value) > SessionLimits.METADATA_BYTES) {
      throw new WrongFieldException(
          field, "must not be larger than %d KiB".formatted(SessionLimits.METADATA_BYTES >> 10));
    }
  }

  /** Refuses names that no provider or model can have; null is accepted. */
  static void model(@Nullable String provider, @Nullable String name) {
    text("model_provider", provider, SessionLimits.MODEL_PROVIDER);
    text("model_name", name, SessionLimits.MODEL_NAME);
    if (provider != null && (provider.isBlank() || provider.indexOf('/') >= 0)) {
      throw new WrongFieldException("model_provider", "is not the name of a provider");
    }
    if (name != null && name.isBlank()) {
      throw new WrongFieldException("model_name", "must not be blank");
    }
  }

  static void error(@Nullable ErrorInfo error) {
    if (error != null) {
      requiredText("error.code", error.code(), SessionLimits.NAME);
      requiredText("error.message", error.message(), SessionLimits.ERROR_TEXT);
    }
  }

  static void toolValue(String field, @Nullable JsonNode value) {
    if (JsonSize.bytes(value) > SessionLimits.TOOL_VALUE_BYTES) {
      throw new WrongFieldException(
          field, "must not be larger than %d MiB".formatted(SessionLimits.TOOL_VALUE_BYTES >> 20));
    }
  }

  /** Copies a list, which may be missing, but not have null or too many items. */
  static <T> List<T> list(String field, @Nullable List<T> values) {
    if (values == null) {
      return List.of();
    }
    if (values.size() > SessionLimits.ITEMS) {
      throw new WrongFieldException(
          field, "must not have more than %,d items".formatted(SessionLimits.ITEMS));
    }
    for (int i = 0; i < values.size(); i++) {
      required(field + "[" + i + "]", values.get(i));
    }
    return List.copyOf(values);
  }
}
