package dev.coda.sampletools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningService.class)
class HttpRulesTest {
  private static final String JSON = "application/json";

  private final ToolClient client;

  HttpRulesTest(ToolClient client) {
    this.client = client;
  }

  @Test
  void saysThatItIsHealthyAndWhatItServes() {
    ToolClient.Answer answer = client.send(client.request("health").GET());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(JSON);
    assertThat(answer.body())
        .hasToString(
            "{\"status\":\"ok\",\"tools\":[\"solver_optimize\",\"calculator\",\"current_time\"]}");
  }

  @Test
  void answersAHeadRequestWithoutABody() throws Exception {
    var head = client.request("health").method("HEAD", BodyPublishers.noBody()).build();

    var response = client.http().send(head, BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing", "calculator/", "calculator/x", "Calculator", "healthy"})
  void knowsNoOtherPath(String path) {
    ToolClient.Answer answer = client.post(path, "{}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("not_found");
    assertThat(answer.error()).contains("/" + path);
  }

  @ParameterizedTest
  @CsvSource({
    "calculator, GET, POST",
    "calculator, PUT, POST",
    "current_time, DELETE, POST",
    "health, POST, 'GET, HEAD'"
  })
  void saysWhichMethodIsAllowed(String path, String method, String allowed) {
    ToolClient.Answer answer =
        client.send(client.request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.code()).isEqualTo("method_not_allowed");
    assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
  void takesJsonOnly(String contentType) {
    ToolClient.Answer answer = client.post("calculator", "{\"expression\":\"1\"}", contentType);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported_media_type");
  }

  @Test
  void takesNoBodyWithoutAType() {
    assertThat(client.send(client.request("calculator").POST(BodyPublishers.noBody())).status())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json; charset=utf-8", "Application/JSON", "application/a+json"})
  void takesJsonUnderItsOtherNames(String contentType) {
    assertThat(client.post("calculator", "{\"expression\":\"1\"}", contentType).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"expression\": }",
        "{\"expression\": \"1\"} x",
        "nonsense",
        "{'expression': 1}",
        "{\"expression\": \"1\", \"expression\": \"2\"}",
        "{\"expression\": NaN}",
        "\u0000",
      })
  void refusesWhatIsNotJson(String body) {
    ToolClient.Answer answer = client.post("calculator", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_json");
    assertThat(answer.error()).isNotBlank().doesNotContain("com.fasterxml", "StreamReadFeature");
  }

  @Test
  void refusesDeepNestingAsBadJson() {
    assertThat(client.post("calculator", "[".repeat(100_000)).code()).isEqualTo("invalid_json");
  }

  @Test
  void refusesABodyAboveOneMebibyte() {
    String large = "{\"expression\": \"" + "1".repeat(2 * 1024 * 1024) + "\"}";

    ToolClient.Answer answer = client.post("calculator", large);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("payload_too_large");
    assertThat(client.post("calculator", "{\"expression\":\"1\"}").status()).isEqualTo(200);
  }

  @Test
  void readsABodyOfExactlyOneMebibyte() {
    String start = "{\"expression\":\"1\"";
    String body = start + " ".repeat(RequestBody.LARGEST - start.length() - 1) + "}";

    assertThat(client.post("calculator", body).status()).isEqualTo(200);
    assertThat(client.post("calculator", body + " ").status()).isEqualTo(413);
  }

  @Test
  void freesItsPortWhenClosed() throws IOException {
    SampleToolService first = SampleToolService.start();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());
    assertThatThrownBy(() -> SampleToolService.start(address)).isInstanceOf(IOException.class);
    first.close();
    first.close();

    try (SampleToolService second = SampleToolService.start(address)) {
      assertThat(second.uri()).hasToString("http://127.0.0.1:" + first.port());
      assertThat(ToolClient.of(second).post("calculator", "{\"expression\":\"1\"}").status())
          .isEqualTo(200);
    }
  }
}
