package dev.coda.benchmarks.peers;

import dev.coda.benchmarks.harness.Expected;
import dev.coda.benchmarks.harness.InProcess;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Langchain4j's AI services with a scripted model that streams on the caller's thread. */
final class InThisProcess implements InProcess {
  private static final StreamingChatModel MODEL = new Scripted();

  @Override
  public Call prepare(String workload) {
    Map<ToolSpecification, ToolExecutor> many = manyTools();
    PeerClient.Assistant assistant = builder().tools(new PeerClient.Adder()).build();
    return switch (workload) {
      case ONE_TOOL -> () -> builder().tools(new PeerClient.Adder()).build();
      case MANY_TOOLS -> () -> builder().tools(many).build();
      case TOOL_LOOP -> () -> answer(assistant);
      default -> throw new UnsupportedOperationException();
    };
  }

  private static AiServices<PeerClient.Assistant> builder() {
    return AiServices.builder(PeerClient.Assistant.class).streamingChatModel(MODEL);
  }

  private static String answer(PeerClient.Assistant assistant) throws Exception {
    String answer = PeerClient.answer(assistant);
    if (!answer.equals(Expected.LOOP_ANSWER)) {
      throw new IllegalStateException("answered: " + answer);
    }
    return answer;
  }

  private static Map<ToolSpecification, ToolExecutor> manyTools() {
    Map<ToolSpecification, ToolExecutor> tools = new LinkedHashMap<>();
    for (int i = 0; i < MANY; i++) {
      JsonObjectSchema parameters =
          JsonObjectSchema.builder().addIntegerProperty("a").addIntegerProperty("b").build();
      tools.put(
          ToolSpecification.builder()
              .name("add_" + i)
              .description("Serves a benchmark.")
              .parameters(parameters)
              .build(),
          (request, memoryId) -> request.arguments());
    }
    return tools;
  }

  private static final class Scripted implements StreamingChatModel {
    private static final ToolExecutionRequest CALL =
        ToolExecutionRequest.builder()
            .id("call_1")
            .name("add")
            .arguments("{\"a\":2,\"b\":40}")
            .build();

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      var last = request.messages().get(request.messages().size() - 1);
      if (last instanceof ToolExecutionResultMessage result) {
        handler.onPartialResponse("The sum ");
        handler.onPartialResponse("is " + result.text() + ".");
        complete(handler, AiMessage.from("The sum is " + result.text() + "."));
      } else {
        complete(handler, AiMessage.from(CALL));
      }
    }

    private static void complete(StreamingChatResponseHandler handler, AiMessage message) {
      handler.onCompleteResponse(ChatResponse.builder().aiMessage(message).build());
    }
  }
}
