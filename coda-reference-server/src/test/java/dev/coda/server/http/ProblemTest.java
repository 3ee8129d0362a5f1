package dev.coda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
  private final RunningServer server = RunningServer.shared();
  private final ApiClient client = server.anonymous();

  @Test
  void aProblemHasTheFieldsOfRfc9457AndACode() {
    Reply reply = client.get("/api/v1/nothing");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.code()).isEqualTo("not_found");
    assertThat(reply.json().path("status").asInt()).isEqualTo(404);
    assertThat(reply.json().path("title").asText()).isEqualTo("Not Found");
    assertThat(reply.json().path("type").asText()).isNotEmpty();
    assertThat(reply.json().path("detail").asText()).isNotEmpty();
    assertThat(reply.json().path("trace_id").asText()).matches("[0-9a-f]{32}");
    assertThat(reply.json().has("errors")).isFalse();
  }

  @Test
  void anotherMethodIs405AndSaysWhichAreAllowed() {
    Reply reply = client.delete("/api/v1/auth/login");

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.code()).isEqualTo("method_not_allowed");
    assertThat(reply.header("Allow")).contains("POST");
  }

  @Test
  void aDefectIs500WithATraceIdAndNoDetails() {
    Reply reply = client.post("/api/v1/test/failure", "{}");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.code()).isEqualTo("internal");
    assertThat(reply.body()).doesNotContain("defect", "IllegalState");
    assertThat(reply.header("traceresponse")).contains(reply.json().path("trace_id").asText());
  }

  @Test
  void whatTheDatabaseCannotStoreIs400() {
    Reply reply = client.post("/api/v1/test/refused", "{}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("cannot store").doesNotContain("22003");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                  | run_limits",
        "{\"run_limits\": {\"max_steps\": 0}}                | run_limits.max_steps",
        "{\"run_limits\": {\"max_steps\": \"1\"}}            | run_limits.max_steps",
        "{\"run_limits\": {\"max_steps\": 1.5}}              | run_limits.max_steps",
        "{\"run_limits\": {\"max_steps\": null}}             | run_limits.max_steps",
        "{\"run_limits\": {\"max_steps\": 99999999999}}      | run_limits.max_steps",
        "{\"run_limits\": {\"max_step\": 1}}                 | run_limits.max_step",
        "{\"run_limits\": {\"maxSteps\": 1}}                 | run_limits.maxSteps",
        "{\"run_limits\": [1]}                               | run_limits",
        "{\"run_limits\": {\"max_steps\": 1, \"max_steps\": 2}} | run_limits.max_steps"
      })
  void nestedFieldsAreNamedAsTheClientWroteThem(String body, String field) {
    Reply reply = client.post("/api/v1/test/settings", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.blamed()).as(reply.body()).containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"run_limits\": {\"max_steps\": 1}, \"metadata\": {\"a\": {\"b\": \"\\u0000\"}}}",
        "{\"run_limits\": {\"max_steps\": 1}, \"metadata\": {\"a\": {\"\\ud800\": 1}}}",
        "{\"run_limits\": {\"max_steps\": 1}, \"metadata\": {\"a\": {\"b\": 1, \"b\": 2}}}"
      })
  void freeFormJsonIsReadAsStrictly(String body) {
    assertThat(client.post("/api/v1/test/settings", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?page_size=", "?page_size=0", "?page_size=101", "?page_size=x"})
  void queryParametersAreNamedToo(String query) {
    Reply reply = client.get("/api/v1/test/numbers" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.blamed()).as(reply.body()).containsExactly("page_size");
  }

  @Test
  void anIdThatIsNoUuidIs400() {
    Reply reply = client.get("/api/v1/test/things/17");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.blamed()).as(reply.body()).containsExactly("thing_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/%zz", "/api/v1/%00", "/api/v1/../../etc/passwd"})
  void strangeAddressesAreNoServerError(String path) {
    assertThat(RawRequest.get(server.uri(), path)).matches("(?s)HTTP/1.1 (400|404) .*problem.*");
  }

  @Test
  void anOverlongHeaderIsNoServerError() {
    assertThat(RawRequest.get(server.uri(), "/health", "X-Long: " + "x".repeat(20_000)))
        .matches("(?s)HTTP/1.1 4\\d\\d .*");
  }

  @Test
  void controllersRunOnVirtualThreads() {
    assertThat(client.get("/api/v1/test/thread").body()).isEqualTo("true");
  }

  @Test
  void controllersAreHandedTheCurrentUser() {
    Reply reply = server.newUser().get("/api/v1/test/user");

    assertThat(UUID.fromString(reply.json().asText()).version()).isEqualTo(7);
    assertThat(client.get("/api/v1/test/user").status()).isEqualTo(401);
  }
}
