package dev.coda.server.artifact;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.UUID;

/** Artifacts over REST, for their owners. Thread-safe. */
@Controller("/api/v1/artifacts")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.READ)
class ArtifactController {
  private final Stores stores;

  ArtifactController(Stores stores) {
    this.stores = stores;
  }

  @Get(value = "/{id}", produces = MediaType.ALL)
  MutableHttpResponse<StreamedFile> download(CurrentUser user, UUID id) {
    UserId owner = new UserId(user.userId());
    Artifact artifact =
        stores
            .artifacts()
            .find(owner, new ArtifactId(id))
            .orElseThrow(() -> ProblemException.notFound("Artifact " + id));
    MediaType type = Downloads.type(artifact.mediaType());
    StreamedFile file =
        new StreamedFile(new ArtifactStream(stores.artifacts(), artifact), type)
            .attach(Downloads.fileName(artifact));
    return HttpResponse.ok(file).contentType(type).header("Cache-Control", "private, no-store");
  }
}
