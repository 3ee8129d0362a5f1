package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.Calls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

final class OpenApiStyleTest {
  private static final String LIST = "[\"a\", \"b,c d\"]";
  private static final String OBJECT = "{\"r\": 100, \"g\": \"x,y\"}";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                                             | ?v=a&v=b%2Cc%20d   | ?r=100&g=x%2Cy",
        "\"explode\": true                            | ?v=a&v=b%2Cc%20d   | ?r=100&g=x%2Cy",
        "\"explode\": false                           | ?v=a,b%2Cc%20d     | ?v=r,100,g,x%2Cy",
        "\"style\": \"form\", \"explode\": false      | ?v=a,b%2Cc%20d     | ?v=r,100,g,x%2Cy",
        "\"style\": \"spaceDelimited\"                | ?v=a%20b%2Cc%20d   |"
            + " ?v=r%20100%20g%20x%2Cy",
        "\"style\": \"pipeDelimited\"                 | ?v=a%7Cb%2Cc%20d   |"
            + " ?v=r%7C100%7Cg%7Cx%2Cy",
        "\"style\": \"pipeDelimited\",\"explode\":true| ?v=a&v=b%2Cc%20d   | ?r=100&g=x%2Cy",
        "\"style\": \"deepObject\", \"explode\": true | ?v=a&v=b%2Cc%20d   |"
            + " ?v%5Br%5D=100&v%5Bg%5D=x%2Cy"
      })
  void writesListAndObjectIntoQueryAsDocumentSays(String words, String list, String object)
      throws Exception {
    String path = document("/items", "\"in\": \"query\"", words == null ? "" : ", " + words);

    assertThat(asked(path, LIST).getTarget()).isEqualTo("/items" + list);
    assertThat(asked(path, OBJECT).getTarget()).isEqualTo("/items" + object);
    assertThat(asked(path, "7").getTarget()).isEqualTo("/items?v=7");
    assertThat(asked(path, "[]").getTarget()).isEqualTo("/items");
    assertThat(asked(path, "null").getTarget()).isEqualTo("/items");
  }

  @Test
  void writesParameterWithContentAsJson() throws Exception {
    String document =
        document("/items", "\"in\": \"query\"", "")
            .replace("\"schema\": {}", "\"content\": {\"application/json\": {\"schema\": {}}}");

    assertThat(asked(document, "[1, 2]").getTarget()).isEqualTo("/items?v=%5B1%2C2%5D");
  }

  @Test
  void writesListAndObjectIntoPathAndHeader() throws Exception {
    String path = document("/items/{v}", "\"in\": \"path\", \"required\": true", "");
    assertThat(asked(path, "[1, 2]").getTarget()).isEqualTo("/items/1,2");
    assertThat(asked(path, OBJECT).getTarget()).isEqualTo("/items/r,100,g,x,y");

    String exploded = document("/items/{v}", "\"in\": \"path\"", ", \"explode\": true");
    assertThat(asked(exploded, "[1, 2]").getTarget()).isEqualTo("/items/1,2");
    assertThat(asked(exploded, OBJECT).getTarget()).isEqualTo("/items/r=100,g=x,y");

    String header = document("/items", "\"in\": \"header\"", "");
    assertThat(asked(header, LIST).getHeaders().get("v")).isEqualTo("a,b,c d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"matrix", "label"})
  void reportsStyleThatItCannotWrite(String style) {
    String document = document("/items/{v}", "\"in\": \"path\"", ", \"style\": \"" + style + "\"");
    ToolFiles.write(folder, "probe", document);

    try (SchemaTools tools = read()) {
      assertThat(tools.tools()).isEmpty();
      assertThat(ToolFiles.problems(tools))
          .containsExactly(
              "paths./items/{v}.get: the style '%s' of the parameter 'v' is not known here"
                  .formatted(style));
    }
  }

  @Test
  void writesListsOfOwnFormatAsFileSays() throws Exception {
    String file =
        """
        {"description": "d", "method": "GET", "url": "http://127.0.0.1:%d/items/{ids}",
         "styles": {"v": "comma", "ids": "comma"}}
        """
            .formatted(service.getPort());

    assertThat(asked(file, "[1, 2], \"ids\": [3, 4], \"w\": {\"a\": 1}").getTarget())
        .isEqualTo("/items/3,4?v=1,2&w=%7B%22a%22%3A1%7D");
  }

  private String document(String path, String place, String words) {
    return """
    {
      "openapi": "3.1.0",
      "servers": [{"url": "http://127.0.0.1:%d"}],
      "paths": {
        "%s": {"get": {"operationId": "probe", "parameters": [
          {"name": "v", %s, "schema": {}%s}
        ]}}
      }
    }
    """
        .formatted(service.getPort(), path, place, words);
  }

  private RecordedRequest asked(String file, String value) throws Exception {
    ToolFiles.write(folder, "probe", file);
    service.enqueue(new MockResponse.Builder().body("{}").build());
    try (SchemaTools tools = read()) {
      ToolResult result =
          ToolFiles.tool(tools, "probe")
              .execute(Calls.json("{\"v\": " + value + "}"), Calls.context());
      assertThat(result.isOk()).as(result.toString()).isTrue();
      return service.takeRequest();
    }
  }

  private SchemaTools read() {
    return SchemaTools.builder(folder)
        .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
        .read();
  }
}
