package dev.coda.server.run;

import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.SignInWatch;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** Streams a run to viewers of whom it expects to be quick. */
@Controller("/api/v1/test/long-run")
@Secured(SecurityRule.IS_AUTHENTICATED)
class LongRunController {
  private final LongRun run = new LongRun();
  private final RunStreams streams;

  LongRunController(SignInWatch signIns) {
    this.streams = HastyStreams.create(signIns);
  }

  LongRun run() {
    return run;
  }

  @Get(produces = MediaType.TEXT_EVENT_STREAM)
  HttpResponse<RunFrames> stream(CurrentUser user) {
    return streams.answer(user, run, 0);
  }
}
