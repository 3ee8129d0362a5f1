package dev.coda.examples;

// region client tools
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.tool.ClientTool;
import dev.coda.core.Answer;
import dev.coda.core.Chat;
import dev.coda.core.Coda;
import java.util.ArrayList;
import java.util.List;

final class ClientTools {
  private static final ClientTool OPEN_PAGE =
      new ClientTool(
          "open_page",
          "Opens a page.",
          JsonNodeFactory.instance.objectNode().put("type", "object"));

  public static void main(String[] arguments) {
    try (Coda coda = Coda.of("demo/demo")) {
      Chat chat = coda.chat();
      String question = "use open_page {\"page\": \"docs\"}";
      Answer asked =
          chat.start(chat.request().text(question).clientTools(List.of(OPEN_PAGE)).build())
              .answer();

      System.out.println(asked.reason());
      List<Part> results = new ArrayList<>();
      for (Part part : asked.message().parts()) {
        if (part instanceof ToolCallPart call) {
          System.out.println("Opening " + call.input().path("page").asText());
          results.add(
              new ToolResultPart(
                  call.callId(),
                  call.toolName(),
                  ToolStatus.SUCCESS,
                  TextNode.valueOf("It is open."),
                  null,
                  null));
        }
      }
      System.out.println(chat.start(results).answer().text());
    }
  }
}
// endregion
