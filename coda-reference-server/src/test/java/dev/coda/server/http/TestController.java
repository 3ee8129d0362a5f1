package dev.coda.server.http;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.server.auth.CurrentUser;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Routes whose only use is to see how the server treats any route. */
@Controller("/api/v1/test")
@Secured(SecurityRule.IS_ANONYMOUS)
class TestController {
  static final String TEXT = "x".repeat(1 << 20);
  static final int LARGE_COUNT = 17;

  @Post("/failure")
  String fail(@Body Map<String, Object> body) {
    throw new IllegalStateException("a defect with " + body.size() + " fields");
  }

  @Post("/refused")
  String refuse() {
    throw new StoreException(FailureKind.DATA_REFUSED, "A commit was refused (SQLState 22003).");
  }

  @Post("/settings")
  Settings echo(@Body @Valid Settings settings) {
    return settings;
  }

  @Get("/numbers")
  String number(@QueryValue("page_size") @Min(1) @Max(100) int pageSize) {
    return "\"" + pageSize + "\"";
  }

  @Get("/things/{thingId}")
  String thing(UUID thingId) {
    return "\"" + thingId + "\"";
  }

  @Get("/texts")
  List<String> texts(@QueryValue int count) {
    return Collections.nCopies(count, TEXT);
  }

  @Get("/thread")
  boolean isVirtualThread() {
    return Thread.currentThread().isVirtual();
  }

  @Get("/user")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  UUID user(CurrentUser user) {
    return user.userId();
  }

  @Introspected
  record Limits(
      @NotNull(message = "is required") @Min(value = 1, message = "must be at least 1")
          Integer maxSteps) {}

  @Introspected
  record Settings(
      @NotNull(message = "is required") @Valid Limits runLimits, Map<String, Object> metadata) {}
}
