package dev.coda.server.apidoc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Serves the document. Immutable. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Coda",
            version = "v1",
            description = "Sessions, streamed agent runs, tools, and what they cost."),
    security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(
    name = "bearer",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT")
@Hidden
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
class OpenApiController {
  private static final String DOCUMENT = "classpath:META-INF/swagger/coda.yml";

  private final String yaml;
  private final String json;

  OpenApiController(ResourceResolver resources) throws IOException {
    try (InputStream stream = resources.getResourceAsStream(DOCUMENT).orElseThrow()) {
      ObjectNode document =
          OpenApi31.from(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      this.yaml = OpenApi31.write(document);
      this.json = document.toString();
    }
  }

  @Get(value = "/openapi.yml", produces = MediaType.APPLICATION_YAML)
  String yaml() {
    return yaml;
  }

  @Get(value = "/openapi.json", produces = MediaType.APPLICATION_JSON)
  String json() {
    return json;
  }
}
