package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What documents hold beyond the examples of the specification. */
class PublishedDocumentsTest extends DocumentFixture {
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

  /** As Box tells operations of one path and method apart. */
  @Test
  void callsPathsThatAFragmentTellsApart() throws Exception {
    write(
        "schema.yaml",
        """
        openapi: 3.0.2
        x-coda: {url: "${URL}"}
        paths:
          /oauth2/token: {post: {operationId: token}}
          "/oauth2/token#refresh": {post: {operationId: refresh}}
          "/files/{id}#copy": {get: {}}
        """);
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.problems(tools)).isEmpty();
      assertThat(ToolFiles.names(tools)).containsExactly("token", "refresh", "get_files_id_copy");
      assertThat(call(tools, "refresh", "{}").getTarget()).isEqualTo("/v1/oauth2/token");
      assertThat(call(tools, "get_files_id_copy", "{\"id\": \"7\"}").getTarget())
          .isEqualTo("/v1/files/7");
    }
  }

  /** As DigitalOcean describes the agents that each of its users has. */
  @Test
  void saysWhatToDoAboutAServerThatOnlyItsUserKnows() throws Exception {
    write(
        "schema.yaml",
        """
        openapi: 3.0.0
        paths:
          /chat:
            post:
              operationId: chat
              servers: [{url: "https://{agent_url}", variables: {agent_url: {}}}]
        """);
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.problems(tools))
          .containsExactly(
              "paths./chat.post: the server's url 'https://{agent_url}' leaves its host open: set"
                  + " x-coda.url, or leave the operation out with x-coda.exclude");
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
}
