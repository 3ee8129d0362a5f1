package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.internal.transport.RawServer;
import dev.langchain4j.data.segment.TextSegment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbeddingsTest {
  private static final List<TextSegment> TEXTS =
      List.of(TextSegment.from("a dog"), TextSegment.from("a \"train\""));

  private static final String VECTORS =
      """
      {"object":"list","model":"small","usage":{"prompt_tokens":5,"total_tokens":5},"data":[
        {"object":"embedding","index":1,"embedding":[0,1.5]},
        {"object":"embedding","index":0,"embedding":[-1,1e-3]}]}\
      """;

  @Test
  void sendsAllTextsInOneRequestAndReturnsTheirVectorsInOrder() throws IOException {
    try (RawServer server = answering("200 OK", VECTORS)) {
      OpenAiEmbeddings model = at(server).apiKey("sk-test").build();

      assertThat(model.embedAll(TEXTS).content())
          .extracting(vector -> vector.vector())
          .containsExactly(new float[] {-1, 0.001f}, new float[] {0, 1.5f});
      assertThat(server.requests)
          .singleElement()
          .asString()
          .startsWith("POST /v1/embeddings ")
          .containsIgnoringCase("authorization: bearer sk-test")
          .containsIgnoringCase("accept: application/json")
          .endsWith(
              """
              {"model":"small","input":["a dog","a \\"train\\""],"encoding_format":"float"}\
              """);
      assertThat(model.modelName()).isEqualTo("small");
    }
  }

  @Test
  void sendsNothingForNoText() throws IOException {
    try (RawServer server = answering("200 OK", VECTORS)) {
      assertThat(at(server).build().embedAll(List.of()).content()).isEmpty();
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void sendsHeadersOfTheTransport() throws IOException {
    try (RawServer server = answering("200 OK", VECTORS)) {
      at(server)
          .transport(TransportSettings.builder().headers(Map.of("api-key", "k")).build())
          .build()
          .embedAll(TEXTS);

      assertThat(server.requests.get(0))
          .containsIgnoringCase("api-key: k")
          .doesNotContainIgnoringCase("authorization");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401 Unauthorized, AUTHENTICATION",
    "404 Not Found, MODEL_NOT_FOUND",
    "429 Too Many Requests, RATE_LIMITED",
    "500 Internal Server Error, PROVIDER_ERROR"
  })
  void reportsARefusalByItsStatus(String status, FailureKind kind) throws IOException {
    try (RawServer server = answering(status, "{\"error\":{\"message\":\"sk-test is wrong\"}}")) {
      OpenAiEmbeddings model = at(server).build();

      assertThatThrownBy(() -> model.embedAll(TEXTS))
          .isInstanceOfSatisfying(
              ProviderException.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
          .hasMessageNotContaining("sk-test");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "{}",
        "{\"data\":[]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":\"AAAA\"}]}"
      })
  void refusesAnAnswerWithoutOneVectorForEachText(String body) throws IOException {
    try (RawServer server = answering("200 OK", body)) {
      OpenAiEmbeddings model = at(server).build();

      assertThatThrownBy(() -> model.embedAll(TEXTS))
          .isInstanceOfSatisfying(
              ProviderException.class,
              failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE));
    }
  }

  @Test
  void keepsTheTimeLimitsOfItsTransport() throws IOException {
    try (RawServer server = RawServer.start(RawServer.Connection::stall)) {
      OpenAiEmbeddings model =
          at(server)
              .transport(
                  TransportSettings.builder().firstByteTimeout(Duration.ofMillis(50)).build())
              .build();

      assertThatThrownBy(() -> model.embedAll(TEXTS))
          .isInstanceOfSatisfying(
              ProviderException.class,
              failure -> assertThat(failure.kind()).isEqualTo(FailureKind.PROVIDER_TIMEOUT));
    }
  }

  @Test
  void refusesAnAddressThatIsNotOne() {
    assertThatThrownBy(() -> OpenAiEmbeddings.builder("small").baseUrl("nowhere").build())
        .isInstanceOf(ConfigurationException.class);
  }

  private static OpenAiEmbeddings.Builder at(RawServer server) {
    return OpenAiEmbeddings.builder("small").baseUrl(server.baseUrl());
  }

  private static RawServer answering(String status, String body) throws IOException {
    String head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
    return RawServer.start(connection -> connection.write(head + body));
  }
}
