package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.RawServer;
import dev.coda.testkit.wire.RecordingHandler;
import dev.coda.testkit.wire.WireFixture;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelOverHttpTest {
  private static final byte[] HELLO = new WireFixture("/openai-chat", "text").stream();
  private static final ChatRequest HI =
      ChatRequest.builder().messages(UserMessage.from("Hi")).build();

  @Test
  void cancelsInTheMiddleOfAStream() throws Exception {
    try (RawServer server = stallingAfter(HELLO.length / 2)) {
      RecordingHandler handler = RecordingHandler.create();
      Thread call = new Thread(() -> model(server).chat(HI, handler));
      call.start();
      await().until(() -> !handler.pieces().isEmpty());
      handler.cancelSignal().cancel(CancelReason.REQUESTED);
      assertThat(server.gone.await(500, TimeUnit.MILLISECONDS)).isTrue();
      call.join(500);
      assertThat(handler.failure().kind()).isEqualTo(FailureKind.CANCELLED);
      assertThat(handler.lastWords()).hasSize(1);
    }
  }

  @Test
  void breaksTheConnectionWhenACallbackThrows() throws Exception {
    try (RawServer server = stallingAfter(HELLO.length / 2)) {
      IllegalStateException own = new IllegalStateException("mine");
      RecordingHandler handler =
          RecordingHandler.reacting(self -> {
            throw own;
          });
      model(server).chat(HI, handler);
      assertThat(handler.lastWords()).containsExactly(own);
      assertThat(server.gone.await(500, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  @Test
  void doesNotWaitForAServerThatSaysNothingMoreAfterTheEnd() throws Exception {
    try (RawServer server = stallingAfter(HELLO.length)) {
      RecordingHandler handler = RecordingHandler.create();
      long start = System.nanoTime();
      model(server).chat(HI, handler);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(handler.response().aiMessage().text()).startsWith("Hello");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, provider_error",
    "503, overloaded",
    "529, overloaded",
    "429, rate_limited",
    "401, authentication",
    "404, model_not_found",
    "307, invalid_request"
  })
  void reportsWhatTheStatusMeans(int status, String kind) throws IOException {
    String head = "HTTP/1.1 " + status + " No\r\nX-Request-Id: req_9\r\nRetry-After: 3\r\n";
    try (RawServer server =
        RawServer.start(connection -> connection.write(head + "Content-Length: 0\r\n\r\n"))) {
      RecordingHandler handler = RecordingHandler.create();
      model(server).chat(HI, handler);
      ProviderException failure = (ProviderException) handler.failure();
      assertThat(failure.kind().code()).isEqualTo(kind);
      assertThat(failure.status()).hasValue(status);
      assertThat(failure.requestId()).contains("req_9");
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
    }
  }

  @Test
  void reportsTheStatusOfAnErrorWhoseBodyIsCut() throws IOException {
    try (RawServer server =
        RawServer.start(connection -> {
          connection.write("HTTP/1.1 429 No\r\nContent-Length: 100\r\n\r\n{\"err");
          connection.socket().close();
        })) {
      assertThat(failure(server)).isEqualTo(FailureKind.RATE_LIMITED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!doctype html><html>",
        "{\"id\":",
        "[1]",
        "data: {]\n\n",
        "data: 7\n\n",
        "data: {\n\n",
        "data: {\"choices\":[{\"delta\":7,\"finish_reason\":{}},7,{}]}\n\n",
        "data: null\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}\n\n"
      })
  void callsGarbageMalformed(String body) throws IOException {
    assertThat(failure(answering(body))).isEqualTo(FailureKind.MALFORMED_RESPONSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        ": ping\n\n",
        "data: [DONE]\n\n",
        "no events here\n\n",
        "data: {}\n\n",
        "data: {\"choices\":7,\"usage\":[],\"id\":{},\"model\":[]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":{},\"content\":{}}}]}\n\n"
      })
  void callsAStreamWithoutAFinishCut(String body) throws IOException {
    assertThat(failure(answering(body))).isEqualTo(FailureKind.STREAM_CUT);
  }

  @Test
  void refusesAnEndlessLine() throws IOException {
    byte[] line = "data: ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    try (RawServer server =
        RawServer.start(connection -> {
          connection.startStream(line, 0);
          for (int i = 0; i < 3000; i++) {
            connection.write(Integer.toHexString(line.length) + "\r\n");
            connection.write(line);
            connection.write("\r\n");
          }
        })) {
      assertThat(failure(server)).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }
  }

  private static FailureKind failure(RawServer server) throws IOException {
    try (server) {
      RecordingHandler handler = RecordingHandler.create();
      model(server).chat(HI, handler);
      assertThat(handler.lastWords()).hasSize(1);
      return handler.failure().kind();
    }
  }

  private static RawServer answering(String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return RawServer.start(connection -> connection.stream(bytes));
  }

  private static RawServer stallingAfter(int length) throws IOException {
    return RawServer.start(connection -> {
      connection.startStream(HELLO, length);
      connection.stall();
    });
  }

  private static StreamingChatModel model(RawServer server) {
    return OpenAiProvider.builder()
        .apiKey("sk-1")
        .baseUrl(server.baseUrl())
        .build()
        .model("gpt-5.4", null);
  }
}
