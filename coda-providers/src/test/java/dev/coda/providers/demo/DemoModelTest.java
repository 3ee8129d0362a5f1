package dev.coda.providers.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.FailureKind;
import dev.coda.api.model.Usage;
import dev.coda.providers.internal.wire.WireJson;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoModelTest {
  private static final List<ToolSpecification> TOOLS =
      List.of(tool("calculator"), tool("current_time"), tool("solver_optimize"));

  @Test
  void saysFirstThatItIsNoLanguageModel() {
    ChatResponse response = ask("Hello there").response();
    assertThat(response.aiMessage().text())
        .startsWith("I am Coda's demo model: a handful of fixed rules, not a language model.")
        .contains("> Hello there")
        .contains("- **calculator**")
        .contains("```text");
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void saysItOnlyOnce() {
    RecordingHandler handler =
        converse(UserMessage.from("Hi"), AiMessage.from("…"), UserMessage.from("And now?"));
    assertThat(handler.text()).doesNotContain("language model").contains("> And now?");
  }

  @Test
  void streamsWordByWord() {
    RecordingHandler handler = ask("Hello");
    assertThat(handler.pieces().size()).isGreaterThan(30);
    assertThat(handler.text()).isEqualTo(handler.response().aiMessage().text());
  }

  @Test
  void fillsASchemaWithWordsAndNumbersOfTheQuestion() {
    String schema =
        """
        {"type": "object", "required": ["name", "age", "mood", "tags"], "properties": {
          "name": {"type": "string"}, "age": {"type": "integer"}, "extra": {"type": "string"},
          "mood": {"type": "string", "enum": ["GOOD", "BAD"]},
          "tags": {"type": "array", "items": {"$ref": "#/$defs/Tag"}}},
         "$defs": {"Tag": {"type": "object", "required": ["word"],
           "properties": {"word": {"type": "string"}}}}}
        """;
    RecordingHandler handler = RecordingHandler.create();
    model()
        .chat(
            ChatRequest.builder()
                .messages(UserMessage.from("Ada is 36.5 and in a bad mood, says Bob."))
                .responseFormat(
                    ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(
                            JsonSchema.builder()
                                .name("person")
                                .rootElement(JsonRawSchema.from(schema))
                                .build())
                        .build())
                .build(),
            handler);
    assertThat(handler.text())
        .isEqualTo("{\"name\":\"Ada\",\"age\":36,\"mood\":\"BAD\",\"tags\":[{\"word\":\"Bob\"}]}");
  }

  @Test
  void thinksBeforeItCallsATool() {
    RecordingHandler handler = ask("what is 12*7");
    assertThat(handler.pieces().get(0)).startsWith("thinking:");
    assertThat(handler.pieces().get(handler.pieces().size() - 1))
        .startsWith("tool:0:call_1:calculator");
    assertThat(handler.response().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what is 12*7 | calculator | {"expression":"12*7"}
          What is 12 x 7? | calculator | {"expression":"12*7"}
          (1 + 2) / 3 = | calculator | {"expression":"(1 + 2) / 3"}
          use calculator sqrt(16) + 1 | calculator | {"expression":"sqrt(16) + 1"}
          Please use calculator to work. | calculator | {"expression":"work"}
          what time is it in Tokyo? | current_time | {"timezone":"Tokyo"}
          What's the time in New York | current_time | {"timezone":"New York"}
          what time is it | current_time | {}
          use current_time {"timezone": "Asia/Tokyo"} | current_time | {"timezone":"Asia/Tokyo"}
          use calculator {"expression":"use current_time"} | calculator | {"expression":"use current_time"}
          """)
  void callsTheToolThatIsAskedFor(String question, String tool, String arguments) {
    ToolExecutionRequest call = onlyCall(ask(question));
    assertThat(call.name()).isEqualTo(tool);
    assertThat(json(call.arguments())).isEqualTo(json(arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "use solver_optimize to maximize 3x + 2y subject to x + y <= 4, x + 3y <= 6",
        "Use solver_optimize: maximise 3*x+2*y s.t. x+y ≤ 4 and x + 3 y ≤ 6.",
        "maximize z = 3x + 2y such that x + y - 4 <= 0; 6 >= x + 3y"
      })
  void readsALinearProgramme(String question) {
    JsonNode input = json(onlyCall(ask(question)).arguments());
    assertThat(input.path("objective"))
        .isEqualTo(json("{\"sense\":\"maximize\",\"coefficients\":{\"x\":3,\"y\":2}}"));
    assertThat(input.path("constraints")).hasSize(2);
    assertThat(input.path("constraints").path(0))
        .isEqualTo(json("{\"coefficients\":{\"x\":1,\"y\":1},\"operator\":\"<=\",\"value\":4}"));
  }

  @Test
  void readsWholeNumbers() {
    JsonNode input =
        json(onlyCall(ask("minimize 2a + b subject to a + b >= 3, a integer")).arguments());
    assertThat(input.path("variables")).isEqualTo(json("{\"a\":{\"integer\":true}}"));
  }

  @Test
  void callsSeveralToolsAtOnce() {
    RecordingHandler handler = ask("use calculator 2+2, current_time in Tokyo and solver_optimize");
    assertThat(handler.toolCalls())
        .extracting(call -> call.toolExecutionRequest().name())
        .containsExactly("calculator", "current_time", "solver_optimize");
    assertThat(handler.toolCalls())
        .extracting(call -> call.toolExecutionRequest().id())
        .containsExactly("call_1", "call_2", "call_3");
    assertThat(handler.toolCalls().get(1).toolExecutionRequest().arguments())
        .isEqualTo("{\"timezone\":\"Tokyo\"}");
  }

  @Test
  void callsNoToolThatIsNotOffered() {
    RecordingHandler handler = RecordingHandler.create();
    model().chat(ChatRequest.builder().messages(UserMessage.from("what is 1+1")).build(), handler);
    assertThat(handler.toolCalls()).isEmpty();
    assertThat(handler.text()).contains("No tool is switched on");
  }

  @Test
  void tellsTheOptimumInATable() {
    String answer =
        afterTool(
            "solver_optimize",
            """
            {"status":"optimal","objective_value":12,"variables":{"x":4,"y":0},
             "binding_constraints":["constraint_1"],"solve_time_ms":3}\
            """);
    assertThat(answer)
        .contains("**optimal**")
        .contains("**12**")
        .contains("| x | 4 |")
        .contains("constraint_1");
  }

  @Test
  void tellsASumAndTheTimeInASentence() {
    assertThat(afterTool("calculator", "{\"result\":84,\"expression\":\"12*7\"}"))
        .isEqualTo("`12*7` is **84**.");
    assertThat(
            afterTool(
                "current_time",
                """
                {"iso":"2026-01-05T09:00:00+09:00","timezone":"Asia/Tokyo","weekday":"Monday",
                 "date":"2026-01-05","time":"09:00:00"}\
                """))
        .isEqualTo("In Asia/Tokyo it is **09:00:00** on Monday, 2026-01-05.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}", "plain words", "{\"a|b\":{\"c\":[1]}}", "[1,2]", "\"x\""})
  void answersToAnyResult(String result) {
    assertThat(afterTool("other", result)).startsWith("**other** answered:");
    assertThat(afterTool("calculator", result)).startsWith("**calculator** answered:");
  }

  @Test
  void countsWordsAsUsage() {
    RecordingHandler handler = converse(UserMessage.from("one two three"));
    Usage usage = Usage.from(handler.response().tokenUsage());
    assertThat(usage.input()).isEqualTo(3);
    assertThat(usage.output()).isEqualTo(handler.pieces().size());
  }

  @Test
  void stopsWithinHalfASecondWhenCancelled() throws InterruptedException {
    RecordingHandler handler = RecordingHandler.create();
    ChatRequest request = ChatRequest.builder().messages(UserMessage.from("Hi")).build();
    StreamingChatModel slow = DemoProvider.create(Pace.of(Duration.ofHours(1))).model("demo", null);
    Thread call = new Thread(() -> slow.chat(request, handler));
    call.start();
    await().until(() -> !handler.pieces().isEmpty());
    handler.cancelSignal().cancel(CancelReason.REQUESTED);
    call.join(500);
    assertThat(handler.failure().kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(handler.lastWords()).hasSize(1);
  }

  private static String afterTool(String tool, String result) {
    ToolExecutionRequest call =
        ToolExecutionRequest.builder().id("call_1").name(tool).arguments("{}").build();
    return converse(
            UserMessage.from("use " + tool),
            AiMessage.from(List.of(call)),
            ToolExecutionResultMessage.from(call, result))
        .text();
  }

  private static ToolExecutionRequest onlyCall(RecordingHandler handler) {
    assertThat(handler.toolCalls()).hasSize(1);
    return handler.toolCalls().get(0).toolExecutionRequest();
  }

  private static RecordingHandler ask(String question) {
    return converse(UserMessage.from(question));
  }

  private static RecordingHandler converse(ChatMessage... messages) {
    RecordingHandler handler = RecordingHandler.create();
    model()
        .chat(ChatRequest.builder().messages(messages).toolSpecifications(TOOLS).build(), handler);
    assertThat(handler.lastWords()).hasSize(1);
    return handler;
  }

  private static StreamingChatModel model() {
    return DemoProvider.create(Pace.none()).model("demo", null);
  }

  private static ToolSpecification tool(String name) {
    return ToolSpecification.builder()
        .name(name)
        .description("Does " + name + ". And more.")
        .build();
  }

  private static JsonNode json(String text) {
    try {
      return WireJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
