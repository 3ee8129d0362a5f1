package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.Usage;
import dev.coda.providers.internal.wire.FakeTransport;
import dev.coda.providers.internal.wire.WireChatModel;
import dev.coda.providers.internal.wire.WireJson;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts that imitate OpenAI really send. */
class ChatOdditiesTest {
  private static final String CALL = "add:{\"a\":1}";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String END = "{'choices':[{'delta':{},'finish_reason':'tool_calls'}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'index':0,'id':'1','function':{'name':'a'}}] [{'index':0,'function':{'name':'dd'}}]"
            + " [{'index':0,'function':{'arguments':'{\"a\":1}'}}]",
        "[{'index':0,'id':'1','function':{'name':'a'}}] [{'index':0,'function':{'name':'add'}}]"
            + " [{'index':0,'function':{'arguments':'{\"a\":1}'}}]",
        "[{'index':0,'id':'1','function':{'name':'add','arguments':''}}]"
            + " [{'index':0,'id':'1','function':{'name':'add','arguments':'{\"a\"'}}]"
            + " [{'index':0,'id':'1','function':{'name':'add','arguments':':1}'}}]",
        "[{'index':0,'id':'1','function':{'name':'add'}}]"
            + " [{'index':0,'id':null,'function':{'name':null,'arguments':'{\"a\":1}'}}]",
        "[{'index':0,'id':'1','function':{'name':'add'}}]"
            + " [{'index':0,'id':'','function':{'name':'','arguments':'{\"a\":1}'}}]",
        "[{'id':'1','function':{'name':'add','arguments':{'a':1}}}]",
        "[{'index':null,'id':'1','type':null,'function':{'name':'add','arguments':'{\"a\":1}'}}]",
        "[{'index':3,'id':'1','function':{'name':'add','arguments':'{\"a\":1}'}}]",
        "[{'function':{'name':'add','arguments':'{\"a\":1}'}}]",
        "[{'index':0,'function':{'arguments':'{\"a\"'}}]"
            + " [{'index':0,'id':'1','function':{'name':'add','arguments':':1}'}}]",
      })
  void putsACallTogetherHoweverItIsSent(String pieces) {
    StringBuilder stream = new StringBuilder();
    for (String piece : pieces.split("(?<=\\]) (?=\\[)", -1)) {
      stream.append(event("{'choices':[{'delta':{'content':null,'tool_calls':" + piece + "}}]}"));
    }
    assertThat(calls(read(stream + event(END)))).containsExactly(CALL);
  }

  @Test
  void takesTheCallOfTheTimeWhenThereCouldBeOnlyOne() {
    String stream =
        event("{'choices':[{'delta':{'function_call':{'name':'add','arguments':''}}}]}")
            + event("{'choices':[{'delta':{'function_call':{'arguments':'{\"a\":1}'}}}]}")
            + event("{'choices':[{'delta':{},'finish_reason':'function_call'}]}");
    assertThat(calls(read(stream))).containsExactly(CALL);
  }

  @Test
  void takesEventsWithoutABlankLineBetween() {
    String lines =
        event("{'choices':[{'delta':{'content':'a'}}]}").strip()
            + "\n"
            + event("{'choices':[{'delta':{'content':'b'},'finish_reason':'stop'}]}");
    assertThat(read(lines).response().aiMessage().text()).isEqualTo("ab");
  }

  @Test
  void takesChunksThatSayNothing() {
    String stream =
        event("{'choices':[],'prompt_filter_results':[{'prompt_index':0}]}")
            + event("{'choices':[{'index':0,'delta':{'role':'assistant'}}]}")
            + event("{'choices':null,'usage':null,'error':null}")
            + event("{'choices':[{'delta':null}]}")
            + event("{'choices':[{'delta':{'content':'Hi','role':null},'finish_reason':null}]}")
            + event(
                "{'choices':[{'delta':{'content':null},'finish_reason':'stop'}],'usage':{"
                    + "'prompt_tokens':3,'completion_tokens':1,'prompt_tokens_details':null}}")
            + event("{'choices':[],'obfuscation':'x'}");
    RecordingHandler handler = read(stream);
    assertThat(handler.pieces()).containsExactly("text:Hi");
    assertThat(Usage.from(handler.response().tokenUsage())).isEqualTo(Usage.of(3, 1));
  }

  @Test
  void takesTheMarkForAFinishWhereTheHostGivesNoReason() {
    String text = event("{'choices':[{'delta':{'content':'Hi'}}]}");
    RecordingHandler said = read(text + DONE);
    assertThat(said.response().aiMessage().text()).isEqualTo("Hi");
    assertThat(said.response().finishReason()).isEqualTo(FinishReason.OTHER);
    String call =
        "{'choices':[{'delta':{'tool_calls':[{'id':'1','function':{'name':'add',"
            + "'arguments':'{\"a\":1}'}}]}}]}";
    assertThat(calls(read(event(call) + DONE))).containsExactly(CALL);
    assertThat(read(text).failure().kind()).isEqualTo(FailureKind.STREAM_CUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':[{'delta':{'role':'assistant'}}]}",
        "{'choices':[{'delta':{'reasoning_content':'Hm'}}]}",
        "{'choices':[{'delta':{'content':'Hi','tool_calls':[{'id':'1','function':{'name':'add',"
            + "'arguments':'{\"a\"'}}]}}]}",
      })
  void doesNotTakeTheMarkForAFinishOfHalfAnAnswer(String chunk) {
    assertThat(read(event(chunk) + DONE).failure().kind()).isEqualTo(FailureKind.STREAM_CUT);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, STOP",
    "eos, STOP",
    "MAX_TOKENS, LENGTH",
    "model_length, LENGTH",
    "sensitive, CONTENT_FILTER",
    "something_new, OTHER"
  })
  void knowsTheWordsOfManyHosts(String word, FinishReason meaning) {
    String end = event("{'choices':[{'delta':{'content':'Hi'},'finish_reason':'" + word + "'}]}");
    assertThat(read(end).response().finishReason()).isEqualTo(meaning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "network_error", "ERROR", "abort"})
  void takesAWordForAFailureForOne(String word) {
    String end = event("{'choices':[{'delta':{'content':'Hi'},'finish_reason':'" + word + "'}]}");
    assertThat(read(end).failure().kind()).isEqualTo(FailureKind.PROVIDER_ERROR);
  }

  @Test
  void passesOverEventsWithoutData() {
    String stream =
        "data:\n\n"
            + "event: ping\ndata: \n\n"
            + event("{'choices':[{'delta':{'content':'Hi'},'finish_reason':'stop'}]}")
            + "data:\n\n"
            + DONE;
    assertThat(read(stream).text()).isEqualTo("Hi");
  }

  @Test
  void takesOneOfSeveralChoices() {
    String stream =
        event(
                "{'choices':[{'index':0,'delta':{'content':'Hi'}},{'index':1,'delta':{'content':'No'}}]}")
            + event("{'choices':[{'index':1,'delta':{'content':'!'},'finish_reason':'length'}]}")
            + event("{'choices':[{'index':0,'delta':{'content':'.'},'finish_reason':'stop'}]}")
            + event("{'choices':[{'finish_reason':'length','index':1,'delta':{}}]}");
    RecordingHandler handler = read(stream);
    assertThat(handler.pieces()).containsExactly("text:Hi", "text:.");
    assertThat(handler.response().finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void passesOverAllSoFarBesideAPiece() {
    String stream =
        event("{'choices':[{'message':{'content':'Hi'},'delta':{'content':'Hi'}}]}")
            + event(
                "{'choices':[{'delta':{'content':'!'},'message':{'content':'Hi!'},"
                    + "'finish_reason':'stop'}]}")
            + event("{'choices':[{'message':{'content':'Hi!'},'finish_reason':'stop'}]}");
    assertThat(read(stream).pieces()).containsExactly("text:Hi", "text:!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'finish_reason':''", "'finish_reason':null", "'index':0"})
  void takesAWholeMessageThatGivesNoReason(String end) {
    String said = "{'choices':[{'message':{'content':'Hi'}," + end + "}]}";
    assertThat(read(said.replace('\'', '"')).response().aiMessage().text()).isEqualTo("Hi");
  }

  @Test
  void takesAnObjectForItsText() {
    String whole =
        "{'choices':[{'index':0,'message':{'content':{'title':'A','n':[1]}},'finish_reason':'stop'}]}";
    assertThat(read(whole.replace('\'', '"')).response().aiMessage().text())
        .isEqualTo("{\"title\":\"A\",\"n\":[1]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'prompt_tokens_details':{'cached_tokens':2}",
        "'prompt_cache_hit_tokens':2",
        "'num_cached_tokens':2",
        "'cached_tokens':2",
      })
  void countsWhatCameFromTheCacheWhereverThatStands(String cached) {
    String usage = "'usage':{'prompt_tokens':3,'completion_tokens':1," + cached + "}";
    String stream =
        event("{'choices':[{'delta':{'content':'Hi'},'finish_reason':'stop'}]," + usage + "}");
    assertThat(Usage.from(read(stream).response().tokenUsage()))
        .isEqualTo(new Usage(3, 1, 2, 0, 0));
  }

  @Test
  void keepsWhatTheTextCitesOnce() {
    String cited = "{'type':'url_citation','url_citation':{'url':'https://a'}}";
    String stream =
        event("{'choices':[{'delta':{'content':'Hi','annotations':[" + cited + "]}}]}")
            + event("{'choices':[{'delta':{'annotations':[" + cited + "]}}]}")
            + event("{'citations':['https://a'],'choices':[{'delta':{},'finish_reason':'stop'}]}");
    assertThat(attribute(read(stream), ModelAttributes.CITATIONS))
        .isEqualTo("[" + cited.replace('\'', '"') + "]");
  }

  @Test
  void keepsTheListOfWhatWasFound() {
    String urls =
        event("{'citations':['https://a'],'choices':[{'delta':{'content':'Hi'}}]}")
            + event("{'citations':['https://a','b'],'choices':[{'finish_reason':'stop'}]}");
    assertThat(attribute(read(urls), ModelAttributes.CITATIONS)).isEqualTo("[\"https://a\",\"b\"]");
    String results = event("{'search_results':[{'title':'A'}],'choices':[]}");
    assertThat(attribute(read(results + urls), ModelAttributes.CITATIONS))
        .isEqualTo("[{\"title\":\"A\"}]");
  }

  @Test
  void putsThePiecesOfReasoningTogether() {
    String[] pieces = {
      "{'type':'reasoning.text','index':0,'text':'Two '}",
      "{'type':'reasoning.text','index':0,'text':'and','format':null}",
      "{'type':'reasoning.encrypted','index':0,'id':'a','data':'x'}",
      "{'type':'reasoning.encrypted','index':0,'id':'b','data':'y'}",
      "{'type':'reasoning.text','index':0,'text':'','signature':'s','format':'f'}",
    };
    StringBuilder stream = new StringBuilder();
    for (String piece : pieces) {
      stream.append(event("{'choices':[{'delta':{'reasoning_details':[" + piece + "]}}]}"));
    }
    stream.append(event("{'choices':[{'delta':{'content':'Hi'},'finish_reason':'stop'}]}"));
    assertThat(attribute(read(stream.toString()), ModelAttributes.REASONING_STATE))
        .contains(
            "[{'type':'reasoning.text','index':0,'text':'Two and','signature':'s','format':'f'},"
                    .replace('\'', '"')
                + "{'type':'reasoning.encrypted','index':0,'id':'a','data':'x'},".replace('\'', '"')
                + "{'type':'reasoning.encrypted','index':0,'id':'b','data':'y'}]"
                    .replace('\'', '"'));
  }

  @Test
  void givesBackTheSignatureOfEachCall() throws IOException {
    String signature = "'extra_content':{'google':{'thought_signature':'c2ln'}}";
    String stream =
        event(
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'1','function':{'name':'a',"
                    + "'arguments':'{}'}},{'index':1,'id':'2',"
                    + signature
                    + ",'function':{'name':'b','arguments':'{}'}}]}}]}")
            + event(END);
    AiMessage said = read(stream).response().aiMessage();
    for (String provider : List.of("host", "other")) {
      ChatCompletions format =
          ChatCompletions.at(provider, "https://host/v1", ChatDialect.openAi(), true);
      ChatRequest request =
          ChatRequest.builder().modelName("m").messages(UserMessage.from("Hi"), said).build();
      JsonNode calls =
          WireJson.mapper()
              .readTree(Objects.requireNonNull(format.encode(request).body()))
              .at("/messages/1/tool_calls");
      assertThat(calls.path(0).has("extra_content")).isFalse();
      assertThat(calls.path(1).at("/extra_content/google/thought_signature").asText())
          .isEqualTo(provider.equals("host") ? "c2ln" : "");
    }
  }

  @Test
  void keepsTwoCallsApartThatHaveOneId() {
    assertThat(
            calls(
                read(
                    event(
                            "{'choices':[{'delta':{'tool_calls':[{'id':'f:0','function':{'name':'f',"
                                + "'arguments':'{\"a\":1}'}},{'id':'f:0','function':{'name':'f',"
                                + "'arguments':'{\"a\":2}'}}]}}]}")
                        + event(END))))
        .containsExactly("f:{\"a\":1}", "f:{\"a\":2}");
  }

  @Test
  void leavesACallWithoutANameForTheCallerToRefuse() {
    assertThat(
            calls(
                read(
                    event(
                            "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'1',"
                                + "'function':{'name':'','arguments':'{\"a\":1}'}}]}}]}")
                        + event(END))))
        .containsExactly("unknown:{\"a\":1}");
  }

  @Test
  void readsAllThatStandsInOneFrame() {
    String first = event("{'choices':[{'delta':{'content':'One '}}]}").strip();
    String second = event("{'choices':[{'delta':{'content':'two.'}}]}").strip();
    RecordingHandler handler =
        read(first + "\n" + second + "\n" + event(END).strip() + "\ndata: [DONE]");
    assertThat(handler.response().aiMessage().text()).isEqualTo("One two.");
  }

  @Test
  void passesOverWhatIsNoNumberAndNoCharacter() {
    RecordingHandler handler =
        read(event("{'choices':[{'delta':{'content':'a\u0001b'},'logprobs':NaN}]}") + event(END));
    assertThat(handler.response().aiMessage().text()).isEqualTo("a\u0001b");
  }

  @Test
  void showsThinkingThatStandsInDetailsAlone() {
    RecordingHandler handler =
        read(
            event(
                    "{'choices':[{'delta':{'reasoning_details':[{'type':'reasoning.text','text':"
                        + "'Hm.'}],'content':'Hi'}}]}")
                + event(END));
    assertThat(handler.response().aiMessage().thinking()).isEqualTo("Hm.");
  }

  @Test
  void countsWhatWasWrittenToACache() {
    RecordingHandler handler =
        read(
            event("{'choices':[{'delta':{'content':'Hi'}}]}")
                + event(
                    "{'choices':[],'usage':{'prompt_tokens':100,'completion_tokens':1,"
                        + "'cache_read_input_tokens':30,"
                        + "'prompt_tokens_details':{'cache_creation_input_tokens':50}}}")
                + event(END));
    assertThat(Usage.from(handler.response().tokenUsage())).isEqualTo(new Usage(100, 1, 30, 50, 0));
  }

  private static String attribute(RecordingHandler handler, String name) {
    return String.valueOf(handler.response().aiMessage().attributes().get(name));
  }

  private static List<String> calls(RecordingHandler handler) {
    List<ToolExecutionRequest> calls = handler.response().aiMessage().toolExecutionRequests();
    return calls.stream().map(call -> call.name() + ":" + call.arguments()).toList();
  }

  private static String event(String json) {
    StringBuilder strict = new StringBuilder();
    boolean inArguments = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      inArguments ^= c == '\'';
      strict.append(c == '\'' ? "\"" : c == '"' && inArguments ? "\\\"" : String.valueOf(c));
    }
    return "data: " + strict + "\n\n";
  }

  private static RecordingHandler read(String stream) {
    return read(stream, ChatDialect.openAi());
  }

  private static RecordingHandler read(String stream, ChatDialect dialect) {
    RecordingHandler handler = RecordingHandler.create();
    WireChatModel.of(
            ChatCompletions.at("host", "https://host/v1", dialect, true),
            FakeTransport.whole(stream.getBytes(StandardCharsets.UTF_8)),
            OpenAiParameters.builder().modelName("m").build())
        .chat(Requests.of("text"), handler);
    return handler;
  }
}
