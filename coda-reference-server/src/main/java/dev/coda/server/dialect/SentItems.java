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
 * Combines the items of a conversation that a client sends into messages: consecutive items of an
 * answer become one message, as a run writes it. The last item is the present request. Confined to
 * one thread at a time.
 */
public final class SentItems {
  private final List<SentMessage> messages = new ArrayList<>();
  private final List<Part> answer = new ArrayList<>();

  /** Names of tools by the ids of the calls that have no result yet. */
  private final Map<String, String> open = new LinkedHashMap<>();

  /** Adds a text of the user. */
  public void user(List<Part> parts) {
    closeAnswer();
    messages.add(new SentMessage(Role.USER, parts));
  }

  /** Adds parts of an answer. */
  public void answer(Part part) {
    answer.add(part);
  }

  /** Adds a call of an answer. */
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

  /** Returns whether the last item is from the user or from a tool of the client. */
  public boolean endsWithRequest() {
    return answer.isEmpty() ? !messages.isEmpty() : answer.getLast() instanceof ToolResultPart;
  }

  /**
   * Returns the content of the present request: the user's text, or the results of the last calls.
   */
  public List<Part> content() {
    return answer.isEmpty()
        ? messages.getLast().parts()
        : List.copyOf(answer.subList(resultsFrom(), answer.size()));
  }

  /** Returns the messages before the present request. */
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

  /** Returns whether parts contain only blank text. */
  public static boolean isBlank(List<Part> parts) {
    return parts.stream().allMatch(part -> part instanceof TextPart said && said.text().isBlank());
  }
}
