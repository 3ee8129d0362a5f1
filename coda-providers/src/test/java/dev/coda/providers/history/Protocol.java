package dev.coda.providers.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** One provider's protocol, as its host sees it: rules for requests, and how it answers. */
abstract class Protocol {
  /** States of reasoning that this host has made, each with the model that made it. */
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /** Returns which published rules a request breaks; empty if the host takes it. */
  final List<String> problems(String model, JsonNode request) {
    List<String> problems = new ArrayList<>();
    check(model, request, problems);
    checkText(request, problems);
    return problems;
  }

  abstract void check(String model, JsonNode request, List<String> problems);

  /** Returns the frames of a reply, without its end where it is cut. */
  final List<String> frames(String model, HostReply reply) {
    List<String> frames = new ArrayList<>();
    write(model, reply, frames);
    return reply.cut() ? frames.subList(0, frames.size() / 2) : frames;
  }

  abstract void write(String model, HostReply reply, List<String> frames);

  /** Makes a state of reasoning that only this host and this model can read. */
  final String state(String model) {
    String state = "c3RhdGU" + made.size() + "A=";
    made.add(model + " " + state);
    return state;
  }

  final boolean isOwn(String model, String state) {
    return made.contains(model + " " + state);
  }

  /** Half of a surrogate pair is not text in any protocol. */
  private static void checkText(JsonNode node, List<String> problems) {
    if (node.isTextual()) {
      String text = node.textValue();
      for (int i = 0; i < text.length(); i++) {
        if (Character.isSurrogate(text.charAt(i))) {
          if (!Character.isHighSurrogate(text.charAt(i))
              || i + 1 == text.length()
              || !Character.isLowSurrogate(text.charAt(i + 1))) {
            problems.add("a lone surrogate in " + text);
            return;
          }
          i++;
        }
      }
    }
    node.forEach(child -> checkText(child, problems));
  }

  static void expect(boolean holds, String otherwise, List<String> problems) {
    if (!holds) {
      problems.add(otherwise);
    }
  }

  static void uniqueTools(List<String> names, List<String> problems) {
    expect(new TreeSet<>(names).size() == names.size(), "two tools of one name", problems);
    names.forEach(
        name -> expect(name.matches("[a-zA-Z0-9_-]{1,64}"), "a tool is named " + name, problems));
  }

  static String event(String name, ObjectNode data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  static String data(ObjectNode data) {
    return "data: " + data + "\n\n";
  }
}
