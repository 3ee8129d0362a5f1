package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.FoldedChatModel;
import dev.coda.providers.internal.transport.RawServer;
import dev.coda.testkit.wire.RecordingHandler;
import dev.coda.testkit.wire.WireFixture;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class OpenAiProviderTest {
  private static final String KEY = "sk-canary-4711";
  private static final byte[] HELLO = new WireFixture("/openai-chat", "text").stream();

  @Test
  void answersWithNothingButAKeyAndAName() throws IOException {
    try (RawServer server = RawServer.start(connection -> connection.stream(HELLO))) {
      StreamingChatModel model = provider(server).model("gpt-5.4", null);
      assertThat(FoldedChatModel.of(model).chat("Greet me.")).isEqualTo("Hello — grüß dich 😀!");
      assertThat(server.requests.get(0))
          .startsWith("POST /v1/chat/completions ")
          .contains("Authorization: Bearer " + KEY)
          .contains("\"model\":\"gpt-5.4\"");
    }
  }

  @Test
  void speaksResponsesWhereItIsToldTo() throws IOException {
    byte[] hello = new WireFixture("/openai-responses", "text").stream();
    try (RawServer server = RawServer.start(connection -> connection.stream(hello))) {
      OpenAiProvider provider =
          OpenAiProvider.builder()
              .apiKey(KEY)
              .baseUrl(server.baseUrl())
              .api(OpenAiApi.from("responses"))
              .defaults(OpenAiParameters.builder().reasoningEffort("low").build())
              .build();
      ask(provider.model("gpt-5.4", null));
      assertThat(server.requests.get(0))
          .startsWith("POST /v1/responses ")
          .contains("Authorization: Bearer " + KEY)
          .contains("\"reasoning\":{\"effort\":\"low\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, RESPONSES",
    "https://eu.api.openai.com/v1, RESPONSES",
    "https://API.OpenAI.com, RESPONSES",
    "https://openai.example.org/v1, CHAT_COMPLETIONS",
    "http://127.0.0.1:8000/v1, CHAT_COMPLETIONS",
  })
  void speaksWhatAnAddressSurelyKnows(String address, OpenAiApi api) {
    assertThat(OpenAiApi.at(address)).isEqualTo(api);
  }

  @Test
  void refusesAProtocolThatIsNone() {
    assertThatThrownBy(() -> OpenAiApi.from("assistants"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("OPENAI_PROTOCOL");
  }

  @Test
  void keepsTheConnectionAfterAWholeAnswer() throws IOException {
    try (RawServer server = RawServer.start(connection -> connection.stream(HELLO))) {
      StreamingChatModel model = provider(server).model("gpt-5.4", null);
      FoldedChatModel.of(model).chat("1");
      FoldedChatModel.of(model).chat("2");
      assertThat(server.requests).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void sendsAUsersOwnKeyInsteadOfItsOwn() throws IOException {
    try (RawServer server = RawServer.start(connection -> connection.stream(HELLO))) {
      ask(provider(server).model("gpt-5.4", Credentials.of("sk-mine")));
      assertThat(server.requests.get(0)).contains("Bearer sk-mine").doesNotContain(KEY);
    }
  }

  @Test
  void neverSendsItsKeyToAUsersAddress() throws IOException {
    try (RawServer own = RawServer.start(connection -> connection.stream(HELLO));
        RawServer users = RawServer.start(connection -> connection.stream(HELLO))) {
      ask(provider(own).model("gpt-5.4", Credentials.of("sk-mine", users.baseUrl())));
      ask(provider(own).model("gpt-5.4", Credentials.of("", users.baseUrl())));
      assertThat(own.requests).isEmpty();
      assertThat(users.requests).hasSize(2).noneMatch(request -> request.contains(KEY));
    }
  }

  @Test
  void offersNoModelWithoutAKey() {
    OpenAiProvider provider = OpenAiProvider.builder().apiKey(" ").build();
    assertThat(provider.models()).isEmpty();
    assertThatThrownBy(() -> provider.model("gpt-5.4", null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("OPENAI_API_KEY");
  }

  @Test
  void knowsSizesAndPrices() {
    assertThat(OpenAiProvider.create(KEY).models())
        .extracting(info -> info.ref().toString())
        .contains("openai/gpt-5.4", "openai/gpt-5.4-mini");
    assertThat(OpenAiProvider.create(KEY).models()).allMatch(info -> info.price() != null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1",
        "ftp://host",
        "host/v1",
        "http://",
        "https://user:canary@host/v1",
        "http://a b"
      })
  void refusesAnAddressThatIsNone(String address) {
    assertThatThrownBy(() -> OpenAiProvider.builder().apiKey(KEY).baseUrl(address).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("base URL of openai")
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/v1/", "/deep/er/v1?api-version=1", ""})
  void takesAnAddressWithAnyPath(String path) {
    String address = ChatCompletions.resource("openai", "https://host" + path, "x").toString();
    assertThat(address).startsWith("https://host/").contains("/x").doesNotContain("//x");
    assertThat(address.endsWith("?api-version=1")).isEqualTo(path.contains("?"));
  }

  @Test
  void saysSoWhenItCannotSendWhatIsAsked() {
    RecordingHandler handler = RecordingHandler.create();
    UserMessage film = UserMessage.from(VideoContent.from("https://host/film.mp4"));
    OpenAiProvider.create(KEY)
        .model("gpt-5.4", null)
        .chat(ChatRequest.builder().messages(film).build(), handler);
    assertThat(handler.failure().kind()).isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void showsItsKeyNowhere() throws IOException {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    String echo = "{\"error\":{\"message\":\"" + KEY + "\",\"code\":\"" + KEY + "\"}}";
    String head = "HTTP/1.1 400 No\r\nX-Request-Id: " + KEY + "!\r\nContent-Length: ";
    try (RawServer server =
        RawServer.start(connection -> connection.write(head + echo.length() + "\r\n\r\n" + echo))) {
      OpenAiProvider provider = provider(server);
      RecordingHandler handler = RecordingHandler.create();
      StreamingChatModel model = provider.model("gpt-5.4", null);
      model.chat(ChatRequest.builder().messages(UserMessage.from("Hi")).build(), handler);
      ProviderException failure = (ProviderException) handler.failure();
      assertThat(texts(failure)).noneMatch(text -> text.contains("canary"));
      assertThat(failure.requestId()).isEmpty();
      assertThat(String.valueOf((Object) model)).doesNotContain("canary");
    } finally {
      root.detachAppender(log);
      root.setLevel(before);
    }
    assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).isNotEmpty();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("canary"));
  }

  private static List<String> texts(@Nullable Throwable failure) {
    return failure == null
        ? List.of()
        : java.util.stream.Stream.concat(
                java.util.stream.Stream.of(failure.toString()), texts(failure.getCause()).stream())
            .toList();
  }

  private static OpenAiProvider provider(RawServer server) {
    return OpenAiProvider.builder().apiKey(KEY).baseUrl(server.baseUrl()).build();
  }

  private static void ask(StreamingChatModel model) {
    assertThat(FoldedChatModel.of(model).chat("Hi")).isNotEmpty();
  }
}
