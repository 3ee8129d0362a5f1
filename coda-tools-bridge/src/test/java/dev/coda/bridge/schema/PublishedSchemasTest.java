package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.Calls;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and schemas of published documents, as models and services can use them. */
class PublishedSchemasTest extends DocumentFixture {
  @Test
  void givesArgumentsNamesThatProvidersAcceptAndKeepsThemApart() throws Exception {
    operation(
        "post",
        """
        parameters:
              - {name: "page[size]", in: query, schema: {type: integer}}
              - {name: id, in: query, schema: {type: string}}
              - {name: id, in: header, schema: {type: string}}
              requestBody: {content: {application/json: {schema: {type: object, properties: {id: {type: string}, $top: {type: integer}}}}}}
        """);
    try (SchemaTools tools = read()) {
      assertThat(input(tools, "go").path("properties").fieldNames())
          .toIterable()
          .containsExactly("page_size", "id", "id_header", "id_body", "top");
      RecordedRequest request =
          call(
              tools,
              "go",
              "{\"page_size\": 2, \"id\": \"q\", \"id_header\": \"h\", \"id_body\": \"b\", \"top\":"
                  + " 1}");
      assertThat(request.getUrl().queryParameter("page[size]")).isEqualTo("2");
      assertThat(request.getUrl().queryParameter("id")).isEqualTo("q");
      assertThat(request.getHeaders().get("id")).isEqualTo("h");
      assertThat(body(request)).isEqualTo("{\"id\":\"b\",\"$top\":1}");
    }
  }

  @Test
  void namesOperationsApart() throws Exception {
    String longId = "x".repeat(70);
    write(
        "schema.yaml",
        """
        openapi: 3.0.3
        x-coda: {url: "${URL}"}
        paths:
          /users: {get: {operationId: ユーザー取得}, post: {operationId: ""}}
          /a: {get: {operationId: %s1}, put: {operationId: %s2}, post: {operationId: a.b}, patch: {operationId: a b}}
        """
            .formatted(longId, longId));
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.problems(tools)).isEmpty();
      assertThat(ToolFiles.names(tools))
          .hasSize(6)
          .doesNotHaveDuplicates()
          .contains("get_users", "post_users", "a_b")
          .allMatch(name -> name.length() <= 64);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\": \"cat\", \"lives\": 9}",
        "{\"kind\": \"dog\", \"bark\": \"loud\"}",
        "{\"kind\": \"cow\"}"
      })
  void takesOneOfForOneOfThese(String animal) throws Exception {
    operation(
        "post",
        body(
                "application/json",
                "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}],"
                    + " discriminator: {propertyName: kind, mapping: {cat: Cat}}}",
                true)
            + """

            components:
              schemas:
                Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}}
                Dog: {type: object, properties: {kind: {type: string}, bark: {type: string}}}
            """);
    try (SchemaTools tools = read()) {
      assertAccepts(tools, "go", "{\"body\": " + animal + "}");
      assertRefuses(tools, "go", "{\"body\": {\"lives\": \"x\", \"bark\": 1}}");
    }
  }

  @Test
  void offersTheSubtypesOfABase() throws Exception {
    operation(
        "post",
        body(
                "application/json",
                "{type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}",
                true)
            + """

            components:
              schemas:
                Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
                Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
            """);
    try (SchemaTools tools = read()) {
      JsonNode defs = input(tools, "go").path("$defs");
      assertThat(defs.at("/Pet_any/anyOf/0/$ref").asText()).isEqualTo("#/$defs/Cat");
      assertThat(defs.at("/Cat/allOf/0/$ref").asText()).isEqualTo("#/$defs/Pet");
      assertAccepts(tools, "go", "{\"pet\": {\"kind\": \"cat\", \"lives\": 9}}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{nullable: true, allOf: [{$ref: '#/components/schemas/User'}]}",
        "{nullable: true, anyOf: [{$ref: '#/components/schemas/User'}]}",
        "{nullable: true, $ref: '#/components/schemas/User'}",
        "{nullable: true, enum: [a, b]}",
        "{nullable: true, type: string, enum: [a, null]}",
        "{type: ['null', object]}"
      })
  void acceptsNullWhereTheDocumentDoes(String owner) throws Exception {
    operation(
        "post",
        body(
                "application/json",
                "{type: object, required: [owner], properties: {owner: " + owner + "}}",
                true)
            + "\ncomponents: {schemas: {User: {type: object}}}\n");
    try (SchemaTools tools = read()) {
      assertAccepts(tools, "go", "{\"owner\": null}");
      assertRefuses(tools, "go", "{\"owner\": 5}");
    }
  }

  @Test
  void repairsSchemasThatProvidersRefuse() throws Exception {
    operation(
        "post",
        body(
            "application/json",
            "{type: object, properties: {n: {type: integer, required: true}, f: {type: file}, d:"
                + " {type: date}, list: {type: array}, odd: {type: thing, $recursiveAnchor: true},"
                + " p: {type: string, pattern: '(?P<y>a)', example: q, minLength: '5'}, $ref:"
                + " {type: string}}}",
            true));
    try (SchemaTools tools = read()) {
      assertThat(input(tools, "go"))
          .isEqualTo(
              Calls.json(
                  """
                  {"type": "object", "required": ["n"], "properties": {
                    "n": {"type": "integer"}, "f": {"type": "string"}, "d": {"type": "string"},
                    "list": {"type": "array", "items": {}}, "odd": {}, "p": {"type": "string"},
                    "ref": {"type": "string"}}}
                  """));
    }
  }

  @Test
  void readsYamlInJsonsTypes() throws Exception {
    operation(
        "get",
        """
        parameters:
              - {name: c, in: query, schema: {type: string, enum: [NO, SE, yes, on, 010, 1_000, 2020-01-01, 1.50]}}
        """);
    try (SchemaTools tools = read()) {
      assertThat(input(tools, "go").at("/properties/c/enum"))
          .isEqualTo(
              Calls.json(
                  "[\"NO\", \"SE\", \"yes\", \"on\", \"010\", \"1_000\", \"2020-01-01\","
                      + " \"1.50\"]"));
    }
  }

  @Test
  void readsDocumentsOfMoreThanFourMebibytes() throws Exception {
    StringBuilder schemas = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      schemas.append(
          "\"S%d\": {\"type\": \"object\", \"description\": \"%s\"},"
              .formatted(i, "d".repeat(400)));
    }
    write(
        "schema.json",
        "{\"openapi\": \"3.0.3\", \"x-coda\": {\"url\": \"${URL}\"}, \"paths\": {\"/a\": {\"get\":"
            + " {\"operationId\": \"a\"}}}, \"components\": {\"schemas\": {"
            + schemas
            + "\"Last\": {}}}}");
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.names(tools)).containsExactly("a");
    }
  }

  @Test
  void addsThePathBeforeTheQueryOfTheUrl() throws Exception {
    operation("get", "parameters: [{name: q, in: query, schema: {type: string}}]");
    try (SchemaTools tools = read(Map.of("URL", url() + "?version=2"))) {
      assertThat(call(tools, "go", "{\"q\": \"x\"}").getTarget()).isEqualTo("/v1/go?version=2&q=x");
    }
  }

  @Test
  void sendsAKeyInTheQueryAndKeepsItToItself() throws Exception {
    operation(
        "get",
        "parameters: [{name: key, in: query, required: true, schema: {type: string}}]",
        ", auth: {type: query, name: key, value_env: MAPS_KEY}");
    try (SchemaTools tools = read(Map.of("URL", url(), "MAPS_KEY", "s3cret/key"))) {
      assertThat(input(tools, "go").path("properties")).isEmpty();
      service.enqueue(json("{\"next\": \"/v1/go?key=s3cret%2Fkey\", \"key\": \"s3cret/key\"}"));
      ToolResult result = ToolFiles.tool(tools, "go").execute(Calls.json("{}"), Calls.context());
      assertThat(service.takeRequest().getUrl().queryParameter("key")).isEqualTo("s3cret/key");
      assertThat(String.valueOf(result.output())).contains("redacted").doesNotContain("s3cret");
    }
  }

  @Test
  void selectsAndLeavesOut() throws Exception {
    String paths =
        """
        openapi: 3.0.3
        x-coda: {url: "${URL}", SELECTION}
        paths:
          /books: {get: {operationId: listBooks, tags: [books]}, post: {operationId: addBook, tags: [books]}}
          /books/{id}: {delete: {operationId: removeBook, tags: [books]}}
          /admin/users: {get: {operationId: listUsers, tags: [admin]}}
        """;
    assertSelects(paths, "operations: ['tag:books'], exclude: [DELETE]", "listBooks", "addBook");
    assertSelects(paths, "operations: ['list*']", "listBooks", "listUsers");
    assertSelects(paths, "operations: ['GET /books*']", "listBooks");
    assertSelects(paths, "exclude: ['/admin/*', 'DELETE']", "listBooks", "addBook");
    write("schema.yaml", paths.replace("SELECTION", "exclude: ['tag:none']"));
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.problems(tools))
          .containsExactly("x-coda.exclude: there is no operation 'tag:none'");
    }
  }
}
