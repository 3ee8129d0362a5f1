package dev.coda.providers.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.DetailedTokenUsage;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.SchemaInstruction;
import dev.coda.api.model.SchemaTree;
import dev.coda.api.model.Usage;
import dev.coda.providers.internal.wire.HandledCall;
import dev.coda.providers.internal.wire.HandlerSink;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Streams the answer of the rules, word by word. */
final class DemoModel implements StreamingChatModel {
  private static final String NAME = "demo";
  private static final int ARGUMENT_PIECE = 16;

  private final Pace pace;

  DemoModel(Pace pace) {
    this.pace = pace;
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
  }

  @Override
  public void chat(
      ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
    doChat(request, handler);
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    HandledCall.run(NAME, handler, sink -> speak(request, sink));
  }

  private void speak(ChatRequest request, HandlerSink sink) {
    if (request.messages().stream().anyMatch(DemoModel::asksForLanguage)) {
      throw ProviderException.of(
              FailureKind.UNSUPPORTED, NAME, "The demo model has no rule for summaries and such.")
          .build();
    }
    DemoReply reply = reply(request);
    words(reply.thinking(), sink, sink::thinking);
    words(reply.text(), sink, sink::text);
    List<ToolExecutionRequest> calls = reply.calls();
    for (int i = 0; i < calls.size(); i++) {
      arguments(i, calls.get(i), sink);
    }
    for (int i = 0; i < calls.size(); i++) {
      sink.toolCall(i, calls.get(i));
    }
    sink.complete(response(request, reply));
  }

  private static DemoReply reply(ChatRequest request) {
    Conversation conversation = Conversation.of(request);
    DemoReply reply = DemoRules.reply(conversation);
    if (!reply.calls().isEmpty() || !SchemaInstruction.asksForSchema(request)) {
      return reply;
    }
    JsonNode schema = SchemaTree.of(request.responseFormat().jsonSchema().rootElement());
    String known =
        Stream.concat(
                Stream.of(conversation.question()),
                conversation.results().stream().map(Conversation.Result::text))
            .collect(Collectors.joining("\n"));
    return new DemoReply(
        "A schema is given. I fill it with the words and numbers that I find.",
        DemoAnswer.of(schema, known),
        List.of());
  }

  private static boolean asksForLanguage(ChatMessage message) {
    return message instanceof UserMessage user
        && user.attributes().containsKey(ModelAttributes.PURPOSE);
  }

  private void words(String text, HandlerSink sink, Consumer<String> to) {
    for (String word : Words.of(text)) {
      to.accept(word);
      rest(sink);
    }
  }

  private void arguments(int position, ToolExecutionRequest call, HandlerSink sink) {
    String arguments = call.arguments();
    for (int from = 0; from < arguments.length(); from += ARGUMENT_PIECE) {
      int to = Math.min(from + ARGUMENT_PIECE, arguments.length());
      sink.toolCallPiece(position, call.id(), call.name(), arguments.substring(from, to));
      rest(sink);
    }
  }

  private void rest(HandlerSink sink) {
    try {
      pace.rest(sink.cancelSignal());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderException.of(FailureKind.CANCELLED, NAME, "The demo model was interrupted.")
          .build();
    }
    sink.checkNotCancelled();
  }

  private static ChatResponse response(ChatRequest request, DemoReply reply) {
    int output = Words.of(reply.thinking()).size() + Words.of(reply.text()).size();
    for (ToolExecutionRequest call : reply.calls()) {
      output += Words.of(call.arguments()).size();
    }
    return ChatResponse.builder()
        .aiMessage(
            AiMessage.builder()
                .text(reply.text().isEmpty() ? null : reply.text())
                .thinking(reply.thinking().isEmpty() ? null : reply.thinking())
                .toolExecutionRequests(reply.calls())
                .build())
        .modelName(NAME)
        .tokenUsage(new DetailedTokenUsage(Usage.of(Words.count(request.messages()), output)))
        .finishReason(reply.calls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_EXECUTION)
        .build();
  }
}
