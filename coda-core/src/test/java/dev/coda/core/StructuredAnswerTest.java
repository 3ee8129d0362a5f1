package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStarted;
import dev.coda.api.event.StepTaken;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.java.AnswerType;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.output.structured.Description;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class StructuredAnswerTest {
  record Person(String name, int age) {}

  enum Mood {
    GOOD,
    BAD
  }

  @Description("An order of a customer.")
  record Order(
      String id,
      LocalDate day,
      List<Item> items,
      Optional<String> remark,
      @Nullable Mood mood,
      Map<String, Integer> stock) {}

  record Item(String name, double price) {}

  record Tree(String label, List<Tree> children) {}

  record Positive(int value) {
    Positive {
      if (value < 0) {
        throw new IllegalArgumentException("value must not be negative");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"Ada\", \"age\": 36}",
        "```json\n{\"name\": \"Ada\", \"age\": 36}\n```",
        "Here it is:\n\n```\n{\"name\": \"Ada\", \"age\": 36}\n```\n"
      })
  void returnsARecord(String said) {
    try (Coda coda = coda(says(said))) {
      assertThat(coda.ask("Ada is 36.", Person.class)).isEqualTo(new Person("Ada", 36));
    }
  }

  @Test
  void readsNestedRecordsDatesAndWhatIsLeftOut() {
    String said =
        """
        {"id": "A7", "day": "2026-03-02", "items": [{"name": "pen", "price": 1.5}],
         "remark": null, "stock": {"pen": 3}}
        """;
    try (Coda coda = coda(says(said))) {
      assertThat(coda.ask("Which order?", Order.class))
          .isEqualTo(
              new Order(
                  "A7",
                  LocalDate.of(2026, 3, 2),
                  List.of(new Item("pen", 1.5)),
                  Optional.empty(),
                  null,
                  Map.of("pen", 3)));
    }
  }

  @Test
  void wrapsWhatIsNotAnObject() {
    try (Coda coda =
        coda(
            says("{\"value\": \"GOOD\"}"),
            says("{\"value\": [{\"name\": \"Ada\", \"age\": 36}]}"),
            says("{\"value\": 42}"),
            says("{\"value\": [{\"label\": \"a\", \"children\": []}]}"))) {
      assertThat(coda.ask("How is it?", Mood.class)).isEqualTo(Mood.GOOD);
      assertThat(coda.ask("Who?", Person[].class)).containsExactly(new Person("Ada", 36));
      assertThat(coda.ask("How many?", int.class)).isEqualTo(42);
      assertThat(coda.ask("Which trees?", Tree[].class)).hasSize(1);
    }
  }

  @Test
  void takesASchemaOfTheApplications() throws Exception {
    JsonNode schema =
        CodaJson.mapper()
            .readTree("{\"type\": \"array\", \"items\": {\"type\": \"integer\", \"minimum\": 1}}");
    try (Coda coda = coda(says("{\"value\": [1, 0]}"), says("{\"value\": [1, 2]}"))) {
      assertThat(coda.ask("Which?", schema)).hasToString("[1,2]");
    }
  }

  @Test
  void givesAModelWithoutResponseFormatTheSchemaAsAnInstruction() {
    ScriptedModel model = ScriptedModel.of(says("{\"name\": \"Ada\", \"age\": 36}"));
    try (Coda coda = Coda.builder().models(model).build()) {
      coda.ask("Ada is 36.", Person.class);

      SystemMessage system = (SystemMessage) model.requests().get(0).messages().get(0);
      assertThat(system.text()).contains("JSON Schema").contains("\"age\":{\"type\":\"integer\"}");
    }
  }

  @Test
  void keepsTheSchemaInTheLog() {
    try (Coda coda = coda(says("{\"name\": \"Ada\", \"age\": 36}"))) {
      RunStarted started =
          (RunStarted) events(coda.chat().start("Ada is 36.", Person.class)).get(0).payload();

      assertThat(Objects.requireNonNull(started.settings()).responseSchema())
          .isEqualTo(AnswerType.of(Person.class).schema());
    }
  }

  @Test
  void saysOnceWhatIsWrong() {
    ScriptedModel model =
        ScriptedModel.of(
            says("{\"name\": \"Ada\", \"age\": \"old\"}"),
            says("{\"name\": \"Ada\", \"age\": 36}"));
    try (Coda coda = Coda.builder().models(model).build()) {
      Reply reply = coda.chat().start("Ada is 36.", Person.class);

      Answer answer = reply.answer();
      assertThat(answer.value(Person.class)).isEqualTo(new Person("Ada", 36));
      assertThat(answer.text()).isEqualTo("{\"name\": \"Ada\", \"age\": 36}");
      assertThat(answer.usage().output()).isEqualTo(10);
      assertThat(steps(reply, "answer_check"))
          .singleElement()
          .satisfies(step -> {
            assertThat(step.content()).contains("/age");
            JsonNode metadata = Objects.requireNonNull(step.metadata());
            assertThat(metadata.path("answer").asText()).contains("\"old\"");
            assertThat(metadata.at("/problems/0/path").asText()).isEqualTo("/age");
          });
      List<ChatMessage> second = model.requests().get(1).messages();
      assertThat(((AiMessage) second.get(second.size() - 2)).text()).contains("\"old\"");
      assertThat(((UserMessage) second.get(second.size() - 1)).singleText()).contains("/age");
    }
  }

  @Test
  void takesBackTheInvalidAnswerFromAListener() {
    List<String> takenBack = new ArrayList<>();
    StringBuilder shown = new StringBuilder();
    try (Coda coda = coda(says("no JSON"), says("{\"name\": \"Ada\", \"age\": 36}"))) {
      coda.chat()
          .start("Ada is 36.", Person.class)
          .onText(
              new TextListener() {
                @Override
                public void onText(String piece) {
                  shown.append(piece);
                }

                @Override
                public void onTextTakenBack(String text) {
                  takenBack.add(text);
                  shown.setLength(shown.length() - text.length());
                }
              });
    }
    assertThat(takenBack).containsExactly("no JSON");
    assertThat(shown).hasToString("{\"name\": \"Ada\", \"age\": 36}");
  }

  @Test
  void failsWhenTheSecondAnswerIsWrongAsWellAndKeepsItsText() {
    try (Coda coda = coda(says("I do not know."), says("Really, I do not know."))) {
      assertThatThrownBy(() -> coda.ask("Who?", Person.class))
          .isInstanceOfSatisfying(
              RunFailedException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo("answer_invalid");
                assertThat(failure).hasMessageContaining("does not match its schema");
                assertThat(failure.partialText()).isEqualTo("Really, I do not know.");
              });
    }
  }

  @Test
  void reportsAnAnswerThatWasCutOffAsSuch() {
    ModelScript cut = says("{\"name\": \"Ada").finish("length");
    try (Coda coda = coda(cut)) {
      assertThatThrownBy(() -> coda.ask("Who?", Person.class))
          .isInstanceOfSatisfying(
              RunFailedException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo("answer_truncated");
                assertThat(failure).hasMessageContaining("maxOutputTokens");
              });
    }
  }

  @Test
  void asksNoMoreThanItsLimitsAllow() {
    ScriptedModel model = ScriptedModel.of(says("no JSON"));
    try (Coda coda = Coda.builder().models(model).limits(limits -> limits.maxSteps(1)).build()) {
      assertThatThrownBy(() -> coda.ask("Who?", Person.class))
          .isInstanceOfSatisfying(
              RunFailedException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo("answer_invalid");
                assertThat(failure.partialText()).isEqualTo("no JSON");
              });
      assertThat(model.requests()).hasSize(1);
    }
  }

  @Test
  void countsTheRepeatedCallAmongTheSteps() {
    ScriptedModel model = ScriptedModel.of(says("no JSON"), says("still none"));
    RunLimits limits = RunLimits.builder().maxSteps(2).build();
    try (Coda coda = Coda.builder().models(model).options(o -> o.limits(limits)).build()) {
      assertThatThrownBy(() -> coda.ask("Who?", Person.class))
          .isInstanceOf(RunFailedException.class);
      assertThat(model.requests()).hasSize(2);
    }
  }

  @Test
  void usesToolsBeforeItAnswers() {
    Tool age =
        Tool.of(
            ToolSpec.builder("age").description("Returns an age.").build(),
            (input, context) -> ToolResult.text("36"));
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().say("Let me look.").callTool("age", "{}"),
            says("{\"name\": \"Ada\", \"age\": 36}"));
    try (Coda coda = Coda.builder().models(model).tools(age).build()) {
      Answer answer = coda.chat().start("How old is Ada?", Person.class).answer();

      assertThat(answer.value(Person.class)).isEqualTo(new Person("Ada", 36));
      assertThat(answer.text()).startsWith("Let me look.");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Object.class, List.class, void.class, Runnable.class, JsonNode.class})
  void refusesATypeWithoutASchema(Class<?> type) {
    try (Coda coda = coda()) {
      assertThatThrownBy(() -> coda.ask("What?", type))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(type.getName());
    }
  }

  @Test
  void refusesASchemaThatCannotBeUsedBeforeTheRunIsStored() {
    JsonNode schema = JsonNodeFactory.instance.objectNode().put("$ref", "https://example.org/a");
    try (Coda coda = coda()) {
      Chat chat = coda.chat();
      assertThatThrownBy(() -> chat.ask("What?", schema))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("schema of the answer");
      assertThat(chat.history()).isEmpty();
    }
  }

  @Test
  void tellsTheModelWhatATypesOwnConstructorRefuses() {
    ScriptedModel model = ScriptedModel.of(says("{\"value\": -1}"), says("{\"value\": 1}"));
    try (Coda coda = Coda.builder().models(model).build()) {
      assertThat(coda.ask("How many?", Positive.class)).isEqualTo(new Positive(1));

      List<ChatMessage> second = model.requests().get(1).messages();
      assertThat(((UserMessage) second.get(second.size() - 1)).singleText())
          .contains("value must not be negative");
    }
  }

  @Test
  void failsWhenATypesOwnConstructorRefusesTwice() {
    try (Coda coda = coda(says("{\"value\": -1}"), says("{\"value\": -2}"))) {
      assertThatThrownBy(() -> coda.ask("How many?", Positive.class))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("value must not be negative");
    }
  }

  @Test
  void readsJsonThatWasNotAskedFor() {
    try (Coda coda = coda(says("{\"name\": \"Ada\", \"age\": 36}"), says("Ada"))) {
      assertThat(coda.ask("As JSON, please.").value(Person.class)).isEqualTo(new Person("Ada", 36));
      assertThatThrownBy(() -> coda.ask("Who?").json())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is not JSON");
    }
  }

  private static ModelScript says(String text) {
    return ModelScript.create().say(text);
  }

  private static Coda coda(ModelScript... scripts) {
    return Coda.builder().models(ScriptedModel.of(scripts)).build();
  }

  private static List<RunEvent> events(Reply reply) {
    List<RunEvent> events = new ArrayList<>();
    reply.run().forEach(events::add);
    return events;
  }

  private static List<StepTaken> steps(Reply reply, String type) {
    List<RunEvent> events = events(reply);
    assertThat(events).anyMatch(event -> event.payload() instanceof AttemptReset);
    return events.stream()
        .map(RunEvent::payload)
        .filter(StepTaken.class::isInstance)
        .map(StepTaken.class::cast)
        .filter(step -> step.stepType().equals(type))
        .toList();
  }
}
