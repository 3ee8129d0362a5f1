package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.FakeTransport;
import dev.coda.providers.internal.wire.WireChatModel;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.model.output.FinishReason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts that imitate Responses really send. */
class ResponsesOdditiesTest {
  private static final String DONE =
      "{'type':'response.completed','response':{'status':'completed','output':[]}}";
  private static final String CALL =
      "'item':{'type':'function_call','id':'fc','call_id':'c','name':'add','arguments':";

  @Test
  void takesPartsOnceThatAreNumberedThroughTheResponse() {
    String events =
        "{'type':'response.output_text.delta','item_id':'m','output_index':1,'content_index':1,"
            + "'delta':'Hi'} "
            + "{'type':'response.output_item.done','output_index':1,'item':{'type':'message',"
            + "'id':'m','content':[{'type':'output_text','text':'Hi.'}]}} "
            + DONE;
    assertThat(read(events).pieces()).containsExactly("text:Hi", "text:.");
  }

  @Test
  void keepsThoughtsApart() {
    String delta = "{'type':'response.reasoning_summary_text.delta','summary_index':0,";
    String events =
        (delta + "'item_id':'a','output_index':0,'delta':'First.'} ")
            + "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning',"
            + "'id':'a','summary':[{'text':'First.'}]}} "
            + (delta + "'item_id':'b','output_index':2,'delta':'Then'} ")
            + (delta + "'item_id':'b','output_index':2,'delta':'.'} ")
            + DONE;
    assertThat(read(events).response().aiMessage().thinking()).isEqualTo("First.\n\nThen.");
  }

  @Test
  void takesAnEndWithoutAReasonForTheLimit() {
    RecordingHandler handler =
        read("{'type':'response.incomplete','response':{'status':'incomplete'}}");
    assertThat(handler.response().finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // All of it at the start, and once more in pieces.
        "{'type':'response.output_item.added','output_index':0,"
            + CALL
            + "'[1]'}} "
            + "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'[1]'} "
            + "{'type':'response.function_call_arguments.done','output_index':0,"
            + "'arguments':'[1]'}",
        // Pieces before the item has begun.
        "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'[1'} "
            + "{'type':'response.output_item.done','output_index':0,"
            + CALL
            + "'[1]'}}",
        // The item only when it is whole, without an index.
        "{'type':'response.output_item.done'," + CALL + "'[1]'}}",
        // Arguments that are not text.
        "{'type':'response.output_item.done','output_index':0," + CALL + "{'a':1}}}",
      })
  void makesOneCallHoweverItIsSent(String events) {
    RecordingHandler handler = read(events + " " + DONE);
    assertThat(handler.toolCalls()).hasSize(1);
    assertThat(handler.toolCalls().get(0).toolExecutionRequest())
        .satisfies(call -> assertThat(call.name()).isEqualTo("add"))
        .satisfies(call -> assertThat(call.arguments()).isIn("[1]", "{\"a\":1}"));
    assertThat(handler.response().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Nothing says which item, until it is whole.
        "{'type':'response.output_text.delta','delta':'Hi'} "
            + "{'type':'response.output_item.done','output_index':0,'item':ITEM}",
        "{'type':'response.output_text.delta','delta':'H'} "
            + "{'type':'response.output_text.delta','delta':'i'} "
            + "{'type':'response.output_text.done','text':'Hi'} "
            + "{'type':'response.output_item.done','item':ITEM}",
        // The whole of it twice.
        "{'type':'response.output_item.done','item':ITEM}",
        // A place, then an id.
        "{'type':'response.output_text.delta','output_index':1,'delta':'Hi'} "
            + "{'type':'response.output_item.done','item':ITEM}",
        // Only an id, and another one each time.
        "{'type':'response.output_text.delta','output_index':1,'item_id':'a','delta':'H'} "
            + "{'type':'response.output_text.delta','output_index':1,'item_id':'b','delta':'i'}",
        "{'type':'response.output_text.delta','item_id':'a','delta':'Hi'}",
      })
  void saysNothingTwice(String events) {
    String item = "{'id':'msg','type':'message','content':[{'type':'output_text','text':'Hi'}]}";
    String end = DONE.replace("[]", "[" + item + "]");
    RecordingHandler handler = read(events.replace("ITEM", item) + " " + end);
    assertThat(handler.text()).isEqualTo("Hi");
    assertThat(handler.response().aiMessage().text()).isEqualTo("Hi");
  }

  @Test
  void tellsCallsApartThatHaveOnePlace() {
    RecordingHandler handler =
        read(
            "{'type':'response.output_item.added','output_index':0,"
                + "'item':{'type':'function_call','id':'f1','call_id':'c1','name':'add'}} "
                + "{'type':'response.function_call_arguments.delta','item_id':'f1','delta':'[1]'} "
                + "{'type':'response.output_item.added','output_index':0,"
                + "'item':{'type':'function_call','id':'f2','call_id':'c2','name':'add'}} "
                + "{'type':'response.function_call_arguments.delta','item_id':'f2','delta':'[2]'} "
                + DONE);
    assertThat(handler.toolCalls())
        .extracting(call -> call.toolExecutionRequest().arguments())
        .containsExactly("[1]", "[2]");
  }

  @Test
  void keepsAThoughtThatTheEndLeavesOut() {
    String message = "{'type':'message','content':[{'type':'output_text','text':'Hi'}]}";
    RecordingHandler handler =
        read(
            "{'type':'response.output_item.done','output_index':0,"
                + "'item':{'id':'rs','type':'reasoning','encrypted_content':'secret'}} "
                + "{'type':'response.output_item.done','output_index':1,'item':"
                + message
                + "} "
                + DONE.replace("[]", "[" + message + "]"));
    assertThat(handler.text()).isEqualTo("Hi");
    assertThat(handler.response().aiMessage().attributes().get(ModelAttributes.REASONING_STATE))
        .asString()
        .contains("secret");
  }

  @Test
  void takesTheEventsWordWhereTheResponseHasNone() {
    assertThat(read("{'type':'response.failed','response':{}}").failure().kind())
        .isEqualTo(FailureKind.PROVIDER_ERROR);
    assertThat(read("{'type':'response.cancelled','response':{}}").failure().kind())
        .isEqualTo(FailureKind.PROVIDER_ERROR);
    assertThat(read("{'type':'response.incomplete','response':{}}").response().finishReason())
        .isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void takesAFailureOfTheFilterForItsEnd() {
    RecordingHandler handler =
        read(
            "{'type':'response.output_text.delta','delta':'Hi'} "
                + "{'type':'response.failed','response':{'status':'failed',"
                + "'incomplete_details':{'reason':'content_filter'}}}");
    assertThat(handler.response().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    assertThat(handler.response().aiMessage().text()).isEqualTo("Hi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'response.completed'}",
        "[1]",
        "{'type':'response.completed','response':",
      })
  void callsMalformedWhatMakesNoSense(String events) {
    assertThat(read(events).failure().kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'keepalive'}",
        "{'type':'response.output_text.delta','delta':'Hi'} [DONE]",
        "{'type':'response.completed','response':{'status':'in_progress'}}",
      })
  void callsAStreamWithoutAnEndCut(String events) {
    assertThat(read(events).failure().kind()).isEqualTo(FailureKind.STREAM_CUT);
  }

  private static RecordingHandler read(String events) {
    StringBuilder stream = new StringBuilder();
    for (String event : events.split(" ", -1)) {
      stream.append("data: ").append(event.replace('\'', '"')).append("\n\n");
    }
    RecordingHandler handler = RecordingHandler.create();
    ModelRef model = new ModelRef("host", "m");
    WireChatModel.of(
            ResponsesFormat.at("host", "https://host/v1", ModelCatalogue.bundled().find(model)),
            FakeTransport.whole(stream.toString().getBytes(StandardCharsets.UTF_8)),
            OpenAiParameters.builder().modelName("m").build())
        .chat(Requests.of("text"), handler);
    return handler;
  }
}
