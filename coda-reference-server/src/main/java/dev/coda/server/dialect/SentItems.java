package dev.coda.server.dialect;

import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolResultPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what a client sends of a conversation into messages: what follows one another in an
 * answer is one message, as a run writes it. The last thing that was sent is what is asked now.
 * Confined to one thread at a time.
 */
public final class SentItems {
  private final List<SentMessage> messages = new ArrayList<>();
  private final List<Part> answer = new ArrayList<>();

  /** Names of tools by the ids of the calls that have no result yet. */
  private final Map<String, String> open = new LinkedHashMap<>();

  /** Adds what the user said. */
  public void user(List<Part> parts) {
    closeAnswer();
    messages.add(new SentMessage(Role.USER, parts));
  }

  /** Adds to the answer. */
  public void answer(Part part) {
    answer.add(part);
  }

  /** Adds a call to the answer. */
  public void call(String id, String tool, String arguments) {
    answer.add(SentParts.call(id, tool, arguments));
    open.put(id, tool);
  }

  /** Adds the result of a call; returns false if there is no such call, or it has a result. */
  public boolean result(String id, String output) {
    String tool = open.remove(id);
    if (tool == null) {
      return false;
    }
    answer.add(SentParts.result(id, tool, output));
    return true;
  }

  /** Returns the ids of the calls without a result. */
  public List<String> openCalls() {
    return List.copyOf(open.keySet());
  }

  /** Returns whether the user or a tool of the client has spoken last. */
  public boolean endsWithRequest() {
    return answer.isEmpty() ? !messages.isEmpty() : answer.getLast() instanceof ToolResultPart;
  }

  /** Returns what is asked now: what the user says, or the results of the last calls. */
  public List<Part> content() {
    return answer.isEmpty()
        ? messages.getLast().parts()
        : List.copyOf(answer.subList(resultsFrom(), answer.size()));
  }

  /** Returns the messages before that. */
  public List<SentMessage> history() {
    if (answer.isEmpty()) {
      return List.copyOf(messages.subList(0, messages.size() - 1));
    }
    List<SentMessage> before = new ArrayList<>(messages);
    before.add(new SentMessage(Role.ASSISTANT, answer.subList(0, resultsFrom())));
    return before;
  }

  private int resultsFrom() {
    int from = answer.size();
    while (from > 0 && answer.get(from - 1) instanceof ToolResultPart) {
      from--;
    }
    return from;
  }

  private void closeAnswer() {
    if (!answer.isEmpty()) {
      messages.add(new SentMessage(Role.ASSISTANT, answer));
      answer.clear();
    }
    open.clear();
  }

  /** Returns whether parts say anything. */
  public static boolean isBlank(List<Part> parts) {
    return parts.stream().allMatch(part -> part instanceof TextPart said && said.text().isBlank());
  }
}
