package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwaggerServerTest {
  @TempDir Path folder;

  @Test
  void takesTheServerOfSwagger2() {
    ToolFiles.write(
        folder,
        "service",
        """
        {"swagger": "2.0", "host": "localhost", "basePath": "/v1", "schemes": ["http"],
         "paths": {"/a": {"get": {"operationId": "a"}}}}
        """);
    try (SchemaTools tools = SchemaTools.read(folder)) {
      assertThat(ToolFiles.problems(tools)).first().asString().contains("localhost:80");
    }
    ToolFiles.write(
        folder, "service", "{\"swagger\": \"2.0\", \"paths\": {\"/a\": {\"get\": {}}}}");
    try (SchemaTools tools = SchemaTools.read(folder)) {
      assertThat(ToolFiles.problems(tools))
          .containsExactly("paths./a.get: the document names no host: set x-coda.url");
    }
  }
}
