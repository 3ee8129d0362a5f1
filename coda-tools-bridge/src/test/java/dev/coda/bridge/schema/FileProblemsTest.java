package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileProblemsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("BASE", "https://service.example", "TOKEN", "secret-token", "BLANK", " ");

  private static final String ARGUMENT_A =
      "\"parameters\": {\"type\": \"object\", \"properties\": {\"a\": {}}}";

  @TempDir Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("", ": is empty"),
        mistake("[]", ": must be an object, but is a list"),
        mistake("{\"url\": \"https://a.example\"}", ": 'description' is missing"),
        mistake("{\"description\": \"d\"}", ": 'url' is missing"),
        mistake(
            "{\"description\": \"d\", \"description\": \"e\", \"url\": \"https://a.example\"}",
            ": is not valid JSON at line 1, column 35: Duplicate field 'description'"),
        with(
            "\"paramaters\": {}", ": 'paramaters' is not a field here; did you mean 'parameters'?"),
        with("\"timeout\": 5", ": 'timeout' is not a field here"),
        with("\"timeout_ms\": \"5\"", "timeout_ms: must be a whole number, but is text"),
        with("\"read_only\": \"yes\"", "read_only: must be true or false, but is text"),
        with("\"permission\": \"always\"", "permission: must be one of allow, ask, deny"),
        with("\"method\": \"FETCH\"", "method: must be one of GET, HEAD, POST, PUT, PATCH, DELETE"),
        with("\"name\": \"two words\"", "name: must be 1 to 64 letters, digits, '_' or '-'"),
        with("\"parameters\": {\"type\": \"array\"}", "parameters.type: must be 'object'"),
        with("\"parameters\": {}", "parameters: 'type' is missing"),
        with(
            "\"parameters\": {\"type\": \"object\", \"required\": \"a\"}",
            "parameters.required: must be a list, but is text"),
        with(
            "\"parameters\": {\"type\": \"object\", \"$ref\": \"http://169.254.169.254/s\"}",
            "parameters: the reference 'http://169.254.169.254/s' must begin with '#':"
                + " nothing is fetched"),
        with(
            "\"retry\": {\"max_attempts\": 3}",
            "retry: a tool that is neither idempotent nor read_only is never repeated"),
        with("\"auth\": {\"type\": \"bearer\"}", "auth: 'token_env' is missing"),
        with(
            "\"auth\": {\"type\": \"magic\"}",
            "auth.type: must be one of none, bearer, header, query, basic, google_identity"),
        with(
            "\"auth\": {\"type\": \"bearer\", \"token\": \"sk-123\"}",
            "auth: 'token' is not a field here, auth: 'token_env' is missing"),
        with(
            "\"auth\": {\"type\": \"bearer\", \"token_env\": \"sk-123\"}",
            "auth.token_env: must be the name of an environment variable, not its value"),
        with(
            "\"auth\": {\"type\": \"bearer\", \"token_env\": \"NOT_SET\"}",
            "auth.token_env: the environment variable NOT_SET is not set"),
        with(
            "\"auth\": {\"type\": \"bearer\", \"token_env\": \"BLANK\"}",
            "auth.token_env: the environment variable BLANK is not set"),
        with(
            "\"headers\": {\"Authorization\": \"Bearer x\"}",
            "headers.Authorization: header 'Authorization' holds a secret: use auth"),
        with(
            "\"headers\": {\"X-Api-Key\": \"abc\"}",
            "headers.X-Api-Key: header 'X-Api-Key' holds a secret: use auth, or ${NAME} without a"
                + " default"),
        with(
            "\"headers\": {\"X-Api-Key\": \"${NOT_SET:-abc}\"}",
            "headers.X-Api-Key: header 'X-Api-Key' holds a secret: use auth, or ${NAME} without a"
                + " default"),
        with("\"headers\": {\"Host\": \"x\"}", "headers.Host: header 'Host' is set by Coda"),
        with(
            "\"headers\": {\"Content-Type\": \"json\"}",
            "headers.Content-Type: 'json' is not a media type"),
        with(
            "\"method\": \"GET\", \"locations\": {\"a\": \"body\"}",
            "locations.a: a GET has no body: leave 'a' to the query, or use another method"),
        with(
            "\"method\": \"GET\", \"body_argument\": \"a\"",
            "body_argument: a GET has no body for 'a': use another method"),
        with(
            ARGUMENT_A + ", \"locations\": {\"b\": \"query\"}",
            "locations.b: 'b' is not among the properties of parameters"),
        with(
            ARGUMENT_A + ", \"styles\": {\"b\": \"comma\"}",
            "styles.b: 'b' is not among the properties of parameters"),
        with(
            ARGUMENT_A + ", \"body_argument\": \"b\"",
            "body_argument: 'b' is not among the properties of parameters"),
        mistake(
            "{\"description\": \"d\", \"url\": \"https://a.example/{b}?x={a}\", "
                + ARGUMENT_A
                + "}",
            "url: 'b' is not among the properties of parameters"),
        url("service.example", "url: must begin with http://, https:// or ${"),
        url("ftp://service.example", "url: must begin with http://, https:// or ${"),
        url("${NOT_SET}/x", "url: the environment variable NOT_SET is not set"),
        url("https://u:p@a.example", "url: url must not hold a user name or password; use auth"),
        url("https://{host}/x", "url: url must not take its host from an argument"),
        url(
            "http://127.0.0.1:8090/x",
            "url: 127.0.0.1:8090 is not a public address; to call it, it must be among the"
                + " allowed addresses"),
        url(
            "http://localhost/x",
            "url: localhost:80 is not a public address; to call it, it must be among the"
                + " allowed addresses"),
        url(
            "http://0x7f.1/x",
            "url: 0x7f.1 is an unusual spelling of an IP address; write four decimal numbers"),
        mistake(
            "{\"type\": \"function\", \"function\": {\"name\": \"f\"}}",
            ": 'url' is missing, function: 'description' is missing"),
        mistake(
            "{\"name\": \"t\", \"inputSchema\": {\"type\": \"object\"}, \"url\":"
                + " \"https://a.example\"}",
            ": 'description' is missing"),
        mistake("{\"openapi\": \"2.0\", \"paths\": {}}", "openapi: must be version 3"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhereAndWhatIsWrong(String content, String expected) {
    ToolFiles.write(folder, "probe", content);

    try (SchemaTools tools = read()) {
      assertThat(String.join(", ", ToolFiles.problems(tools))).isEqualTo(expected);
      assertThat(tools.tools()).isEmpty();
    }
  }

  @Test
  void neverRepeatsASecretInAProblem() {
    ToolFiles.write(
        folder,
        "probe",
        ToolFiles.own("d", "${TOKEN}/x").replace("${TOKEN}", "http://127.0.0.1/${TOKEN}"));

    try (SchemaTools tools = read()) {
      assertThat(tools.problems().toString()).isNotEmpty().doesNotContain("secret-token");
    }
  }

  @Test
  void takesPropertiesAndValuesOfAnyName() {
    ToolFiles.write(
        folder,
        "probe",
        """
        {"description": "d", "url": "https://a.example", "parameters": {"type": "object",
         "properties": {"$ref": {"type": "string"}, "s": {"default": {"$ref": "other.json"}}}}}
        """);
    try (SchemaTools tools = read()) {
      assertThat(tools.problems()).isEmpty();
      assertThat(tools.tools()).hasSize(1);
    }
  }

  private SchemaTools read() {
    return SchemaTools.builder(folder).environment(ENVIRONMENT::get).read();
  }

  private static Arguments mistake(String content, String expected) {
    return Arguments.of(content, expected);
  }

  private static Arguments with(String field, String expected) {
    return Arguments.of(
        "{\"description\": \"d\", \"url\": \"${BASE}/x\", " + field + "}", expected);
  }

  private static Arguments url(String url, String expected) {
    return Arguments.of("{\"description\": \"d\", \"url\": \"" + url + "\"}", expected);
  }
}
