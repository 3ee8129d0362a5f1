package dev.coda.providers.demo;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The part of a request that the rules use.
 *
 * @param question the user's last message
 * @param isFirstAnswer whether there is no answer of the model yet
 * @param results the results of tools since that message; empty if there are none
 * @param callsSoFar the number of the model's tool calls, for the ids of the next ones
 */
record Conversation(
    String question,
    boolean isFirstAnswer,
    List<Result> results,
    int callsSoFar,
    List<ToolSpecification> tools) {

  /**
   * The result of a tool.
   *
   * @param arguments as the model sent them; empty if the call is not in the history
   */
  record Result(String toolName, String arguments, String text, boolean isError) {}

  static Conversation of(ChatRequest request) {
    String question = "";
    boolean first = true;
    Map<String, String> arguments = new HashMap<>();
    Deque<Result> results = new ArrayDeque<>();
    for (ChatMessage message : request.messages()) {
      if (message instanceof UserMessage && isCallToEnd(message, request) && !results.isEmpty()) {
        // A message that only ends tool calls is not a new question.
        continue;
      }
      if (message instanceof UserMessage) {
        question = text(message);
        results.clear();
      } else if (message instanceof AiMessage assistant) {
        first = false;
        results.clear();
        for (ToolExecutionRequest call : assistant.toolExecutionRequests()) {
          arguments.put(call.id(), call.arguments());
        }
      } else if (message instanceof ToolExecutionResultMessage result) {
        results.add(
            new Result(
                result.toolName(),
                arguments.getOrDefault(result.id(), ""),
                text(result.contents()),
                Boolean.TRUE.equals(result.isError())));
      }
    }
    boolean mayCall = request.toolChoice() != ToolChoice.NONE;
    List<ToolSpecification> tools =
        mayCall && request.toolSpecifications() != null ? request.toolSpecifications() : List.of();
    return new Conversation(
        question.strip(), first, new ArrayList<>(results), arguments.size(), tools);
  }

  private static boolean isCallToEnd(ChatMessage message, ChatRequest request) {
    List<ChatMessage> all = request.messages();
    return request.toolChoice() == ToolChoice.NONE && message.equals(all.get(all.size() - 1));
  }

  static String text(ChatMessage message) {
    return message instanceof UserMessage user ? text(user.contents()) : "";
  }

  static String text(List<Content> contents) {
    return contents.stream()
        .filter(TextContent.class::isInstance)
        .map(content -> ((TextContent) content).text())
        .collect(Collectors.joining("\n"));
  }
}
