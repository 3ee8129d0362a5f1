package dev.coda.server.token;

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

/** Personal access tokens over REST; no such token can make or list others. Thread-safe. */
@Controller("/api/v1/settings/tokens")
@Secured(SecurityRule.IS_AUTHENTICATED)
class TokenController {
  private final PersonalTokens tokens;

  TokenController(PersonalTokens tokens) {
    this.tokens = tokens;
  }

  @Get
  ListView<TokenView> list(CurrentUser user) {
    return ListView.whole(tokens.list(user.userId()));
  }

  @Idempotent
  @Post
  @Status(HttpStatus.CREATED)
  TokenView create(CurrentUser user, @Body @Valid NewToken wanted) {
    return tokens.create(user.userId(), wanted);
  }

  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void revoke(CurrentUser user, UUID id) {
    tokens.revoke(user.userId(), id);
  }
}
