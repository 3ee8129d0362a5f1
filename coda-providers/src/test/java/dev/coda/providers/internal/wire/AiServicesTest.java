package dev.coda.providers.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.coda.api.model.FoldedChatModel;
import dev.coda.api.model.ModelProvider;
import dev.coda.providers.anthropic.AnthropicProvider;
import dev.coda.providers.google.GoogleProvider;
import dev.coda.providers.hosted.HostedProvider;
import dev.coda.providers.openai.OpenAiApi;
import dev.coda.providers.openai.OpenAiProvider;
import dev.coda.testkit.wire.WireFixture;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** langchain4j's blocking services over Coda's models. */
class AiServicesTest {
  interface Assistant {
    Result<String> answer(String question);
  }

  static final class Calculator {
    final List<String> expressions = new ArrayList<>();

    @Tool("Calculates.")
    String calculator(String expression) {
      expressions.add(expression);
      return "84";
    }
  }

  static Stream<Arguments> providers() {
    return Stream.of(
        provider(
            "/openai-chat",
            address -> OpenAiProvider.builder().baseUrl(address).apiKey("k").build()),
        provider(
            "/openai-responses",
            address ->
                OpenAiProvider.builder()
                    .baseUrl(address)
                    .apiKey("k")
                    .api(OpenAiApi.RESPONSES)
                    .build()),
        provider(
            "/anthropic",
            address -> AnthropicProvider.builder().baseUrl(address).apiKey("k").build()),
        provider(
            "/google", address -> GoogleProvider.builder().baseUrl(address).apiKey("k").build()),
        provider("/openai-chat", address -> HostedProvider.builder().baseUrl(address).build()));
  }

  private static Arguments provider(String folder, Function<String, ModelProvider> provider) {
    return arguments(folder, provider);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void callsToolAndAddsUsageOfBothCalls(String folder, Function<String, ModelProvider> provider)
      throws Exception {
    Calculator calculator = new Calculator();
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(answer(new WireFixture(folder, "one-tool")));
      server.enqueue(answer(new WireFixture(folder, "text")));
      server.start();
      Assistant assistant =
          AiServices.builder(Assistant.class)
              .chatModel(
                  FoldedChatModel.of(
                      provider.apply(server.url("/v1").toString()).model("some-model", null)))
              .tools(calculator)
              .build();

      Result<String> result = assistant.answer("What is 12 * 7?");

      assertThat(calculator.expressions).hasSize(1);
      assertThat(result.content()).startsWith("Hello");
      assertThat(result.tokenUsage().inputTokenCount()).isPositive();
      assertThat(server.getRequestCount()).isEqualTo(2);
    }
  }

  private static MockResponse answer(WireFixture fixture) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body(new Buffer().write(fixture.stream()))
        .build();
  }
}
