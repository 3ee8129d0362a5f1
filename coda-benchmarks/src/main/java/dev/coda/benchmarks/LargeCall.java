package dev.coda.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.RunRequest;
import dev.langchain4j.model.chat.response.PartialToolCall;

/** One tool call with arguments of a given size, and the tool that receives them. */
final class LargeCall implements AutoCloseable {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}},\"required\":[\"text\"]}";
  private static final String OPENING = "{\"text\":\"";
  private static final String CLOSING = "\"}";

  private final String arguments;
  private final int expected;
  private final DeltaModel model;
  private final Desk desk;
  private int received;

  LargeCall(int size) {
    String alphabet = "The quick brown fox jumps over the lazy dog. ";
    int length = size - OPENING.length() - CLOSING.length();
    String text = alphabet.repeat(length / alphabet.length() + 1).substring(0, length);
    this.arguments = OPENING + text + CLOSING;
    this.expected = text.hashCode();
    this.model = new DeltaModel("store", arguments);
    this.desk =
        new Desk(
            () -> model,
            ForgetfulStores.create(),
            Desk.SAME_THREAD,
            SmallTool.of("store", SCHEMA, this::receive));
  }

  /** Runs to the end on this thread, and returns the hash of what the tool was given. */
  int run() {
    received = 0;
    desk.agent.start(RunRequest.of(desk.session, "Store this."));
    return Answers.require(expected, received);
  }

  /** Appends all deltas once. */
  String append() {
    StringBuilder whole = new StringBuilder();
    for (PartialToolCall delta : model.deltas()) {
      whole.append(delta.partialArguments());
    }
    return Answers.require(arguments, whole.toString());
  }

  @Override
  public void close() {
    desk.close();
  }

  private JsonNode receive(JsonNode input) {
    received = input.get("text").textValue().hashCode();
    return SmallTool.sum(SmallTool.json("{\"a\":1,\"b\":1}"));
  }
}
