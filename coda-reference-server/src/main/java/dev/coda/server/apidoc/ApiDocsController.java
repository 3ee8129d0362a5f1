package dev.coda.server.apidoc;

import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Serves a page that shows the document. Immutable. */
@Hidden
@Controller("/api-docs")
@Secured(SecurityRule.IS_ANONYMOUS)
class ApiDocsController {
  private final String page;
  private final String script;

  ApiDocsController(ResourceResolver resources) throws IOException {
    this.page = read(resources, "api-docs.html");
    this.script = read(resources, "api-docs.js");
  }

  @Get(produces = MediaType.TEXT_HTML)
  String page() {
    return page;
  }

  @Get(value = "/page.js", produces = "text/javascript")
  String script() {
    return script;
  }

  private static String read(ResourceResolver resources, String name) throws IOException {
    try (InputStream stream =
        resources.getResourceAsStream("classpath:apidoc/" + name).orElseThrow()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
