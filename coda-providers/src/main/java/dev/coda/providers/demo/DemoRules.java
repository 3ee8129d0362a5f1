package dev.coda.providers.demo;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Decides the answer. The same conversation gets the same reply. */
final class DemoRules {
  private static final String WHO =
      "I am Coda's demo model: a handful of fixed rules, not a language model.";
  private static final int LONGEST_ECHO = 200;

  private DemoRules() {}

  static DemoReply reply(Conversation conversation) {
    if (!conversation.results().isEmpty()) {
      return new DemoReply(
          "The result is there. I put it into words.",
          conversation.results().stream().map(ResultText::of).collect(Collectors.joining("\n\n")),
          List.of());
    }
    List<RequestedCall> requested =
        new CommandParser(conversation.tools()).parse(conversation.question());
    return requested.isEmpty() ? explain(conversation) : call(conversation, requested);
  }

  private static DemoReply call(Conversation conversation, List<RequestedCall> requested) {
    List<ToolExecutionRequest> calls = new ArrayList<>();
    for (RequestedCall call : requested) {
      calls.add(
          ToolExecutionRequest.builder()
              .id("call_" + (conversation.callsSoFar() + calls.size() + 1))
              .name(call.toolName())
              .arguments(call.input().toString())
              .build());
    }
    String names =
        requested.stream()
            .map(RequestedCall::toolName)
            .distinct()
            .collect(Collectors.joining(" and "));
    String thinking =
        "The message asks for something that "
            + names
            + " can do.\nI call "
            + (calls.size() == 1 ? "it" : "each of them")
            + " and answer with what comes back.";
    return new DemoReply(thinking, conversation.isFirstAnswer() ? WHO + "\n\n" : "", calls);
  }

  private static DemoReply explain(Conversation conversation) {
    StringBuilder text = new StringBuilder();
    if (conversation.isFirstAnswer()) {
      text.append(WHO).append("\n\n");
    }
    text.append("You wrote:\n\n> ").append(echo(conversation.question())).append("\n\n");
    if (conversation.tools().isEmpty()) {
      text.append("No tool is switched on, so all I can do is stream this **Markdown** to you.");
    } else {
      text.append("None of my rules fits that. These tools are switched on:\n\n");
      conversation.tools().forEach(tool -> text.append(line(tool)));
      text.append("\nTry one of these:\n\n```text\n");
      text.append("what is 12*7\n");
      text.append("what time is it in Tokyo\n");
      text.append("use solver_optimize to maximize 3x + 2y subject to x + y <= 4, x + 3y <= 6\n");
      text.append("```\n\nFor real answers, set a provider's key such as `OPENAI_API_KEY`.");
    }
    return new DemoReply("No rule asks for a tool here.", text.toString(), List.of());
  }

  private static String line(ToolSpecification tool) {
    String description = tool.description() == null ? "" : tool.description();
    int end = description.indexOf(". ");
    String sentence = end < 0 ? description : description.substring(0, end + 1);
    return "- **" + tool.name() + "**" + (sentence.isBlank() ? "" : ": " + sentence) + "\n";
  }

  private static String echo(String question) {
    String line = question.replaceAll("\\s+", " ");
    int end =
        line.offsetByCodePoints(0, Math.min(LONGEST_ECHO, line.codePointCount(0, line.length())));
    return end < line.length() ? line.substring(0, end) + "…" : line;
  }
}
