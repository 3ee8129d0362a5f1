package dev.coda.server.share;

import dev.coda.server.auth.CurrentUser;
import dev.coda.server.http.ListView;
import dev.coda.server.idempotency.Idempotent;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import java.util.UUID;

/**
 * Links to sessions over REST. No personal access token opens these: a link would outlast it.
 * Thread-safe.
 */
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
class ShareController {
  private final Shares shares;

  ShareController(Shares shares) {
    this.shares = shares;
  }

  @Idempotent
  @Post("/sessions/{id}/shares")
  @Status(HttpStatus.CREATED)
  ShareView create(CurrentUser user, UUID id, @Body @Valid NewShare wanted) {
    return shares.create(user.userId(), id, wanted);
  }

  @Get("/sessions/{id}/shares")
  ListView<ShareView> listOfSession(CurrentUser user, UUID id) {
    return ListView.whole(shares.list(user.userId(), id));
  }

  @Get("/shares")
  ListView<ShareView> list(CurrentUser user) {
    return ListView.whole(shares.list(user.userId()));
  }

  @Delete("/shares/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void revoke(CurrentUser user, UUID id) {
    shares.revoke(user.userId(), id);
  }
}
