package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.Calls;
import dev.coda.core.tools.SchemaCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents hold beyond the examples of the specification. */
class PublishedDocumentsTest {
  @TempDir Path folder;
  private final MockWebServer service = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void followsReferencesToWhereverTheyLead() throws Exception {
    write(
        "schema.yaml",
        """
        openapi: 3.1.0
        x-coda: {url: "${URL}"}
        paths:
          /books: {$ref: "#/components/pathItems/books"}
          /loans/{id}:
            post:
              operationId: lend
              parameters: [{$ref: "#/paths/~1shelves~1%7Bid%7D/get/parameters/0"}]
              requestBody: {$ref: "#/components/requestBodies/Loan"}
          /shelves/{id}:
            get:
              operationId: shelf
              parameters:
                - {name: id, in: path, required: true, schema: {$ref: "#/components/schemas/Book/properties/id"}}
            put: {$ref: "#/x-shared/replace"}
          /gone: {get: {operationId: gone, parameters: [{$ref: "#/components/parameters/Gone"}]}}
        x-shared:
          replace:
            operationId: replace
            requestBody: {content: {application/json: {schema: {$ref: "#book"}}}}
        components:
          pathItems: {books: {get: {operationId: books}}}
          requestBodies:
            Loan: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Loan%20of%20Book"}}}}
          schemas:
            Book: {$anchor: book, type: object, properties: {id: {type: integer}, next: {$ref: "#/components/schemas/Book"}}}
            Loan of Book:
              type: object
              properties: {book: {$ref: "#/components/schemas/Book/properties/id"}, days: {type: integer}}
        """);
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.names(tools)).containsExactly("books", "lend", "shelf", "replace");
      assertThat(ToolFiles.problems(tools))
          .containsExactly(
              "paths./gone.get: the reference '#/components/parameters/Gone' leads nowhere: correct"
                  + " it, or leave the operation out with x-coda.exclude");
      assertThat(input(tools, "lend").at("/properties/id/$ref").asText()).isEqualTo("#/$defs/id");
      assertAccepts(tools, "lend", "{\"id\": 4, \"book\": 5, \"days\": 3}");
      assertRefuses(tools, "lend", "{\"id\": \"x\", \"book\": 5}");
      assertRefuses(tools, "replace", "{\"next\": {\"id\": \"x\"}}");
    }
  }

  @Test
  void readsDocumentsOfSeveralFilesFromTheToolsFolder() throws Exception {
    write(
        "schema.yaml",
        """
        openapi: 3.0.3
        x-coda: {url: "${URL}"}
        paths:
          /books: {$ref: "paths/books.yaml"}
          /far: {$ref: "https://example.com/far.yaml"}
          /out: {$ref: "../other/schema.json"}
        components: {schemas: {Id: {type: integer}}}
        """);
    write(
        "paths/books.yaml",
        """
        post:
          operationId: addBook
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "../schemas.json#/Book"}}}
        """);
    write(
        "schemas.json",
        """
        {"Book": {"type": "object", "properties": {
          "id": {"$ref": "schema.yaml#/components/schemas/Id"}, "part": {"$ref": "#/Book"}}}}
        """);
    try (SchemaTools tools = read()) {
      assertAccepts(tools, "addBook", "{\"id\": 4, \"part\": {\"id\": 5}}");
      assertRefuses(tools, "addBook", "{\"id\": 4, \"part\": {\"id\": \"five\"}}");
      assertThat(ToolFiles.problems(tools))
          .containsExactlyInAnyOrder(
              "paths./far: the reference 'https://example.com/far.yaml' leaves the document:"
                  + " nothing is fetched; put that file beside this one",
              "paths./out: the reference '../other/schema.json' leads to no file in this folder:"
                  + " put that file there");

      write("schemas.json", "{\"Book\": {\"type\": \"object\", \"properties\": {\"isbn\": {}}}}");
      tools.refresh();
      assertThat(input(tools, "addBook").path("properties").has("isbn")).isTrue();
    }
  }

  @Test
  void readsSwagger2() throws Exception {
    write(
        "schema.json",
        """
        {"swagger": "2.0", "host": "api.example.com", "basePath": "/v1",
         "x-coda": {"url": "${URL}"}, "consumes": ["application/json"],
         "paths": {
          "/books": {
           "parameters": [{"$ref": "#/parameters/tags"}],
           "get": {"operationId": "books"},
           "post": {"operationId": "add", "parameters": [
             {"name": "book", "in": "body", "required": true, "schema": {"$ref": "#/definitions/Book"}}]}},
          "/covers/{id}": {"put": {"operationId": "cover", "consumes": ["multipart/form-data"],
            "parameters": [{"name": "id", "in": "path", "required": true, "type": "integer"},
             {"name": "image", "in": "formData", "type": "file", "required": true}]}},
          "/loans": {"post": {"operationId": "lend", "parameters": [
             {"name": "days", "in": "formData", "type": "integer", "required": true}]}}},
         "parameters": {"tags": {"name": "tags", "in": "query", "type": "array",
           "items": {"type": "string"}, "collectionFormat": "pipes"}},
         "definitions": {"Book": {"type": "object", "required": ["title"],
           "properties": {"title": {"type": "string"}, "note": {"type": "string", "x-nullable": true}}}}}
        """);
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.problems(tools)).isEmpty();
      assertThat(call(tools, "books", "{\"tags\": [\"a\", \"b\"]}").getTarget())
          .isEqualTo("/v1/books?tags=a%7Cb");
      assertThat(body(call(tools, "add", "{\"title\": \"t\", \"note\": null}")))
          .isEqualTo("{\"title\":\"t\",\"note\":null}");
      assertRefuses(tools, "add", "{\"note\": \"x\"}");
      RecordedRequest lent = call(tools, "lend", "{\"days\": 3}");
      assertThat(lent.getHeaders().get("Content-Type"))
          .isEqualTo("application/x-www-form-urlencoded");
      assertThat(body(lent)).isEqualTo("days=3");
      RecordedRequest cover =
          call(tools, "cover", "{\"id\": 1, \"image\": \"data:image/png;base64,AQID\"}");
      assertThat(cover.getHeaders().get("Content-Type")).startsWith("multipart/form-data");
      assertThat(body(cover))
          .contains("name=\"image\"; filename=\"image\"", "Content-Type: image/png");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json; charset=utf-8 | application/json; charset=utf-8",
        "application/vnd.api+json | application/vnd.api+json",
        "application/merge-patch+json | application/merge-patch+json",
        "'*/*' | application/json"
      })
  void sendsJsonUnderTheNameThatTheDocumentGives(String type, String sent) throws Exception {
    operation("post", body(type, "{type: object, properties: {q: {type: string}}}", true));
    try (SchemaTools tools = read()) {
      RecordedRequest request = call(tools, "go", "{\"q\": \"x\"}");
      assertThat(request.getHeaders().get("Content-Type")).isEqualTo(sent);
      assertThat(body(request)).isEqualTo("{\"q\":\"x\"}");
    }
  }

  @Test
  void sendsFormsAsFormsRequiredOrNot() throws Exception {
    String schema =
        "{type: object, properties: {To: {type: string}, Media: {type: array, items: {type:"
            + " string}}, meta: {type: object}}}";
    operation("post", body("application/x-www-form-urlencoded", schema, false));
    try (SchemaTools tools = read()) {
      RecordedRequest request =
          call(
              tools,
              "go",
              "{\"To\": \"+49 1\", \"Media\": [\"a\", \"b\"], \"meta\": {\"k\": {\"l\": [1]}}}");
      assertThat(request.getHeaders().get("Content-Type"))
          .isEqualTo("application/x-www-form-urlencoded");
      assertThat(body(request))
          .isEqualTo("To=%2B49%201&Media=a&Media=b&meta%5Bk%5D%5Bl%5D%5B0%5D=1");
      RecordedRequest without = call(tools, "go", "{}");
      assertThat(without.getHeaders().get("Content-Type")).isNull();
      assertThat(body(without)).isEmpty();
    }
  }

  @Test
  void sendsTextAndTakesAnyJsonWhereNothingIsSaidOfTheBody() throws Exception {
    operation("post", "requestBody: {required: true, content: {text/csv: {}}}");
    try (SchemaTools tools = read()) {
      RecordedRequest request = call(tools, "go", "{\"body\": \"a,b\"}");
      assertThat(request.getHeaders().get("Content-Type")).startsWith("text/csv");
      assertThat(body(request)).isEqualTo("a,b");
    }
    operation("post", "requestBody: {content: {application/json: {examples: {}}}}");
    try (SchemaTools tools = read()) {
      assertThat(body(call(tools, "go", "{\"body\": [1]}"))).isEqualTo("[1]");
    }
  }

  @Test
  void reportsTheBodyOfAGet() throws Exception {
    operation("get", body("application/json", "{type: object, properties: {q: {}}}", true));
    try (SchemaTools tools = read()) {
      assertThat(tools.tools()).isEmpty();
      assertThat(ToolFiles.problems(tools))
          .containsExactly("paths./go.get: takes the body of a GET, which is not sent");
    }
    operation("get", body("application/json", "{type: object, properties: {q: {}}}", false));
    try (SchemaTools tools = read()) {
      assertThat(input(tools, "go").path("properties")).isEmpty();
      assertThat(ToolFiles.problems(tools))
          .containsExactly(
              "paths./go.get: takes the body of a GET, which is not sent; it is left out");
    }
  }

  @Test
  void leavesOutHeadersThatAreSentAnyway() throws Exception {
    operation(
        "post",
        """
        parameters:
              - {name: Idempotency-Key, in: header, required: true, schema: {type: string}}
              - {name: User-Agent, in: header, schema: {type: string}}
              - {name: X-Tenant, in: header, schema: {type: string}}
        """);
    try (SchemaTools tools = read()) {
      assertThat(input(tools, "go").path("properties").fieldNames())
          .toIterable()
          .containsExactly("X-Tenant");
      assertThat(call(tools, "go", "{\"X-Tenant\": \"t\"}").getHeaders().get("Idempotency-Key"))
          .isNotNull();
    }
  }

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

  private void assertSelects(String paths, String selection, String... names) throws IOException {
    write("schema.yaml", paths.replace("SELECTION", selection));
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.names(tools)).containsExactly(names);
    }
  }

  /** One operation {@code go}; the text follows in its place. */
  private void operation(String method, String more) throws IOException {
    operation(method, more, "");
  }

  private void operation(String method, String more, String settings) throws IOException {
    write(
        "schema.yaml",
        """
        openapi: 3.0.3
        x-coda: {url: "${URL}"%s}
        paths:
          /go:
            %s:
              operationId: go
              %s
        """
            .formatted(settings, method, more));
  }

  private static String body(String type, String schema, boolean required) {
    return "requestBody: {required: %s, content: {\"%s\": {schema: %s}}}"
        .formatted(required, type, schema);
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve("service").resolve(name);
    Files.createDirectories(file.getParent());
    if (name.equals("schema.json")) {
      Files.deleteIfExists(file.resolveSibling("schema.yaml"));
    }
    Files.writeString(file, content);
  }

  private RecordedRequest call(SchemaTools tools, String name, String input) throws Exception {
    assertAccepts(tools, name, input);
    service.enqueue(json("{}"));
    ToolResult result = ToolFiles.tool(tools, name).execute(Calls.json(input), Calls.context());
    assertThat(result.isOk()).as(result.toString()).isTrue();
    return service.takeRequest();
  }

  private static void assertAccepts(SchemaTools tools, String name, String input) {
    assertThat(SchemaCheck.of(input(tools, name)).problems(Calls.json(input))).isEmpty();
  }

  private static void assertRefuses(SchemaTools tools, String name, String input) {
    assertThat(SchemaCheck.of(input(tools, name)).problems(Calls.json(input))).isNotEmpty();
  }

  private static JsonNode input(SchemaTools tools, String name) {
    Tool tool = ToolFiles.tool(tools, name);
    return tool.spec().inputSchema();
  }

  private SchemaTools read() {
    return read(Map.of("URL", url()));
  }

  private SchemaTools read(Map<String, String> environment) {
    return SchemaTools.builder(folder)
        .environment(environment::get)
        .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
        .read();
  }

  private String url() {
    return "http://127.0.0.1:" + service.getPort() + "/v1";
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  private static String body(RecordedRequest request) {
    return Objects.requireNonNull(request.getBody()).utf8();
  }
}
