package dev.coda.api.model;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the response format of a request into an instruction, for models that do not accept a
 * schema. Thread-safe.
 */
public final class SchemaInstruction {
  private static final String TEXT =
      "Your final answer must be one JSON value that matches the JSON Schema below, and nothing"
          + " else: no other text before or after it, and no code fence.\n";

  private SchemaInstruction() {}

  /**
   * {@return whether a request requires an answer that matches a schema}
   *
   * @param request the request
   */
  public static boolean asksForSchema(ChatRequest request) {
    ResponseFormat format = request.responseFormat();
    return format != null
        && format.type() == ResponseFormatType.JSON
        && format.jsonSchema() != null;
  }

  /**
   * {@return the request with its schema at the end of the first system message, and without a
   * response format; the same request if it has no schema}
   *
   * @param request the request
   */
  public static ChatRequest in(ChatRequest request) {
    if (!asksForSchema(request)) {
      return request;
    }
    String instruction = TEXT + SchemaTree.of(request.responseFormat().jsonSchema().rootElement());
    return ChatRequest.builder()
        .messages(instructed(request.messages(), instruction))
        .parameters(
            request
                .parameters()
                .overrideWith(
                    ChatRequestParameters.builder().responseFormat(ResponseFormat.TEXT).build()))
        .build();
  }

  private static List<ChatMessage> instructed(List<ChatMessage> messages, String instruction) {
    List<ChatMessage> instructed = new ArrayList<>(messages);
    for (int i = 0; i < instructed.size(); i++) {
      if (instructed.get(i) instanceof SystemMessage system) {
        instructed.set(i, SystemMessage.from(system.text() + "\n\n" + instruction));
        return instructed;
      }
    }
    instructed.add(0, SystemMessage.from(instruction));
    return instructed;
  }
}
