package dev.coda.server.key;

import dev.coda.api.id.UserId;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.idempotency.Idempotent;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;

/** Users' own keys over REST: they go in, and never out again. Thread-safe. */
@Controller("/api/v1/settings/api-keys")
@Secured(SecurityRule.IS_AUTHENTICATED)
class ApiKeyController {
  private final ApiKeys keys;

  ApiKeyController(ApiKeys keys) {
    this.keys = keys;
  }

  @Idempotent
  @Post
  @Status(HttpStatus.CREATED)
  ApiKeyView put(CurrentUser user, @Body @Valid NewApiKey key) {
    return keys.put(new UserId(user.userId()), key);
  }

  @Delete("/{provider}")
  @Status(HttpStatus.NO_CONTENT)
  void remove(CurrentUser user, String provider) {
    keys.remove(new UserId(user.userId()), provider);
  }
}
