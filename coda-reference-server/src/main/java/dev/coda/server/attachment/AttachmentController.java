package dev.coda.server.attachment;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.Text;
import dev.coda.server.idempotency.OncePerKey;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes in files that users attach to messages; they are downloaded as artifacts. Thread-safe. */
@Controller("/api/v1/sessions/{id}/attachments")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.CHAT)
class AttachmentController {
  private final Uploads uploads;

  AttachmentController(Uploads uploads) {
    this.uploads = uploads;
  }

  @Post
  @Consumes(MediaType.ALL)
  @Status(HttpStatus.CREATED)
  AttachmentView upload(
      CurrentUser user,
      UUID id,
      @QueryValue @Text(max = 255) String name,
      HttpHeaders headers,
      @Header(OncePerKey.HEADER) @Nullable String key,
      @Body InputStream file) {
    return uploads.take(
        new UserId(user.userId()),
        new SessionId(id),
        SentName.of(name, headers.contentType().map(MediaType::getName).orElse("")),
        headers.contentLength().orElse(0),
        key,
        file);
  }
}
