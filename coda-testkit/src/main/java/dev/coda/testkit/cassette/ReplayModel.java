package dev.coda.testkit.cassette;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.DetailedTokenUsage;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Plays a cassette that {@link RecordingModel} has written: the same answers to the same requests,
 * in the same order, without a network or a key. A request that differs from the recorded one fails
 * with a list of the differences. Thread-safe.
 */
public final class ReplayModel implements ModelProvider {
  private final Path file;
  private final Cassette cassette;
  private final Redaction redaction = new Redaction();
  private final AtomicInteger played = new AtomicInteger();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  private ReplayModel(Path file, Cassette cassette) {
    this.file = file;
    this.cassette = cassette;
  }

  /**
   * Reads a cassette.
   *
   * @param file the file
   * @return the model
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static ReplayModel of(Path file) {
    return new ReplayModel(file, Cassette.read(file));
  }

  /**
   * Hides the texts that were hidden in the recording, so that requests can be compared.
   *
   * @param secrets the texts to hide
   * @return this model
   */
  public ReplayModel hide(String... secrets) {
    Arrays.stream(secrets).forEach(redaction::add);
    return this;
  }

  /**
   * Asserts that exactly the recorded requests were made.
   *
   * @throws AssertionError with the differences, if other requests were made
   */
  public void assertPlayed() {
    if (!problems.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), problems));
    }
    if (played.get() < cassette.exchanges().size()) {
      throw new AssertionError(
          "Of the %d exchanges in %s only %d have been asked for."
              .formatted(cassette.exchanges().size(), file, played.get()));
    }
  }

  @Override
  public String name() {
    return cassette.provider();
  }

  @Override
  public List<ModelInfo> models() {
    return cassette.exchanges().stream()
        .map(exchange -> exchange.request().path("model").asText())
        .distinct()
        .map(model -> ModelInfo.unknown(new ModelRef(name(), model)))
        .toList();
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    return new StreamingChatModel() {
      @Override
      public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        answer(redaction.of(RequestJson.of(modelName, request)), handler);
      }
    };
  }

  private void answer(JsonNode asked, StreamingChatResponseHandler handler) {
    int index = played.getAndIncrement();
    String problem = problem(index, asked);
    if (problem.isEmpty()) {
      play(cassette.exchanges().get(index), handler);
    } else {
      problems.add(problem);
      handler.onError(ProviderException.of(FailureKind.INVALID_REQUEST, name(), problem).build());
    }
  }

  private String problem(int index, JsonNode asked) {
    if (index >= cassette.exchanges().size()) {
      return "%s has %d exchanges; this is request %d: %s"
          .formatted(file, cassette.exchanges().size(), index + 1, asked);
    }
    JsonNode recorded = cassette.exchanges().get(index).request();
    // As it would be read back, so that 1 and 1.0 are equal.
    String difference = JsonDifference.between(recorded, reread(asked));
    return difference.isEmpty()
        ? ""
        : "Request %d differs from the one in %s:%n%s".formatted(index + 1, file, difference);
  }

  private static JsonNode reread(JsonNode value) {
    try {
      return CodaJson.mapper().readTree(value.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void play(Cassette.Exchange exchange, StreamingChatResponseHandler handler) {
    exchange.pieces().forEach(piece -> play(piece, handler));
    Cassette.Failure failure = exchange.failure();
    Cassette.Answer answer = exchange.answer();
    if (answer != null) {
      handler.onCompleteResponse(response(answer));
    } else if (failure != null) {
      handler.onError(failure(failure));
    }
  }

  private static void play(Cassette.Piece piece, StreamingChatResponseHandler handler) {
    if (piece.text() != null) {
      handler.onPartialResponse(piece.text());
    } else if (piece.thinking() != null) {
      handler.onPartialThinking(new PartialThinking(piece.thinking()));
    } else if (piece.index() != null) {
      handler.onPartialToolCall(
          PartialToolCall.builder()
              .index(piece.index())
              .id("call_" + piece.index())
              .name(piece.tool())
              .partialArguments(piece.arguments())
              .build());
    }
  }

  private static ChatResponse response(Cassette.Answer answer) {
    List<ToolExecutionRequest> calls = new ArrayList<>();
    for (Cassette.Call call : answer.calls()) {
      calls.add(
          ToolExecutionRequest.builder()
              .id("call_" + calls.size())
              .name(call.tool())
              .arguments(call.arguments())
              .build());
    }
    AiMessage.Builder message =
        AiMessage.builder()
            .text(answer.text())
            .thinking(answer.thinking())
            .toolExecutionRequests(calls);
    if (answer.reasoningState() != null) {
      message.attributes(Map.of(ModelAttributes.REASONING_STATE, answer.reasoningState()));
    }
    ChatResponse.Builder response =
        ChatResponse.builder()
            .aiMessage(message.build())
            .tokenUsage(new DetailedTokenUsage(answer.usage()));
    if (answer.finishReason() != null) {
      response.finishReason(FinishReason.valueOf(answer.finishReason()));
    }
    return response.build();
  }

  private ProviderException failure(Cassette.Failure failure) {
    FailureKind kind =
        Arrays.stream(FailureKind.values())
            .filter(known -> known.code().equals(failure.kind()))
            .findFirst()
            .orElse(FailureKind.PROVIDER_ERROR);
    ProviderException.Builder builder = ProviderException.of(kind, name(), failure.message());
    if (failure.status() != null) {
      builder.status(failure.status());
    }
    return builder.build();
  }
}
