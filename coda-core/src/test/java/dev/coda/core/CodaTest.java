package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.message.Message;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do every day, in the words that they use for it. */
@Timeout(20)
class CodaTest {
  private static final Tool MAIL =
      Tool.of(
          ToolSpec.builder("send_mail")
              .description("Sends a mail.")
              .inputSchema(
                  """
                  {"type": "object", "properties": {"to": {"type": "string"}}, "required": ["to"]}
                  """)
              .permission(ToolPermission.ASK)
              .build(),
          (input, context) -> ToolResult.text("Sent to " + input.get("to").asText() + "."));

  @Test
  void answersAQuestion() {
    try (Coda coda = coda(ModelScript.create().say("Oslo."))) {
      Answer answer = coda.ask("What is the capital of Norway?");

      assertThat(answer).hasToString("Oslo.");
      assertThat(answer.reason()).isEqualTo(Answer.Reason.STOP);
      assertThat(answer.costUsd()).isNull();
    }
  }

  @Test
  void conversationRemembersWhatWasSaid() {
    ScriptedModel model =
        ScriptedModel.of(ModelScript.create().say("Hello Ada."), ModelScript.create().say("Ada."));
    try (Coda coda = Coda.builder().models(model).build()) {
      Chat chat = coda.chat();
      chat.ask("I am Ada.");

      assertThat(chat.ask("Who am I?").text()).isEqualTo("Ada.");
      assertThat(model.requests().get(1).messages()).hasSize(4);
      assertThat(chat.history())
          .extracting(Message::text)
          .containsExactly("I am Ada.", "Hello Ada.", "Who am I?", "Ada.");
    }
  }

  @Test
  void conversationIsFoundAgainByTheApplicationsOwnIds() {
    InMemoryStores stores = InMemoryStores.create();
    try (Coda first = stored(stores, ModelScript.create().say("Noted."))) {
      first.chat("ada@example.org", "ticket-4711").ask("It is broken.");
    }
    try (Coda second = stored(stores)) {
      assertThat(second.chat("ada@example.org", "ticket-4711").history()).hasSize(2);
      assertThat(second.chat("bob@example.org", "ticket-4711").history()).isEmpty();
    }
  }

  @Test
  void streamedTextIsTakenBackWhenAnAttemptFails() {
    ModelScript cut =
        ModelScript.create()
            .say("The answer ")
            .say("is 41")
            .fail(
                ProviderException.of(FailureKind.PROVIDER_ERROR, "scripted", "The host broke off.")
                    .build());
    StringBuilder console = new StringBuilder();
    try (Coda coda = coda(cut, ModelScript.create().say("The answer ").say("is 42."))) {
      Answer answer = coda.ask("What is 6 times 7?", console::append);

      assertThat(answer.text()).isEqualTo("The answer is 42.");
      assertThat(console)
          .hasToString(
              "The answer is 41\n[The answer was cut off and starts again.]\nThe answer is 42.");
    }
  }

  @Test
  void listenerThatTakesTextBackHasWhatTheAnswerHas() {
    ModelScript cut =
        ModelScript.create()
            .say("The answer is 41")
            .fail(
                ProviderException.of(FailureKind.PROVIDER_ERROR, "scripted", "The host broke off.")
                    .build());
    StringBuilder page = new StringBuilder();
    TextListener listener =
        new TextListener() {
          @Override
          public void onText(String piece) {
            page.append(piece);
          }

          @Override
          public void onTextTakenBack(String text) {
            page.setLength(page.length() - text.length());
          }
        };
    try (Coda coda = coda(cut, ModelScript.create().say("It is 42."))) {
      assertThat(coda.ask("What is 6 times 7?", listener).text()).isEqualTo(page.toString());
    }
  }

  @Test
  void methodsAndToolsAreOfferedInOneCall() {
    ModelScript call = ModelScript.create().callTool("add", "{\"a\": 2, \"b\": 40}");
    ScriptedModel model = ScriptedModel.of(call, ModelScript.create().say("42."));
    try (Coda coda = Coda.builder().models(model).tools(new Calculator(), MAIL).build()) {
      assertThat(coda.ask("What is 2 + 40?").text()).isEqualTo("42.");
      assertThat(model.requests().get(0).toolSpecifications())
          .extracting(tool -> tool.name())
          .contains("add", "send_mail");
    }
  }

  @Test
  void approvalShowsWhatIsAskedAndTakesAnAnswer() {
    try (Coda coda =
        Coda.builder().models(mailing()).tools(MAIL).onApproval(Approval::approve).build()) {
      assertThat(coda.ask("Write to Ada.").text()).isEqualTo("Done.");
    }
  }

  @Test
  void questionThatNobodyDecidesIsReportedWithItsApprovals() {
    try (Coda coda = Coda.builder().models(mailing()).tools(MAIL).build()) {
      Reply reply = coda.chat().start("Write to Ada.");

      assertThatThrownBy(reply::answer)
          .isInstanceOfSatisfying(
              ApprovalRequiredException.class,
              waits -> {
                Approval approval = waits.approvals().get(0);
                assertThat(approval.tool()).isEqualTo("send_mail");
                assertThat(approval.input(Mail.class)).isEqualTo(new Mail("ada"));
                approval.approve(JsonNodeFactory.instance.objectNode().put("to", "bob"));
              });
      assertThat(reply.answer().text()).isEqualTo("Done.");
      assertThat(reply.approvals()).isEmpty();
    }
  }

  @RepeatedTest(100)
  void cancelledQuestionIsNotAskedAgain() {
    try (Coda coda = Coda.builder().models(mailing()).tools(MAIL).build()) {
      Reply reply = coda.chat().start("Write to Ada.");
      reply.approvals();

      assertThat(reply.cancel()).isTrue();

      assertThatThrownBy(reply::answer)
          .isInstanceOfSatisfying(
              RunFailedException.class, end -> assertThat(end.code()).isEqualTo("cancelled"));
      assertThat(reply.approvals()).isEmpty();
    }
  }

  @Test
  void runsThatHaveNotEndedAreFoundForTheirUser() {
    try (Coda coda = Coda.builder().models(mailing()).tools(MAIL).build()) {
      Reply waiting = coda.chat("ada", "mail").start("Write to Ada.");
      waiting.approvals();

      assertThat(coda.unfinished("ada")).extracting(Reply::id).containsExactly(waiting.id());
      assertThat(coda.unfinished("bob")).isEmpty();
      assertThat(coda.reply("ada", waiting.id())).isPresent();
      assertThat(coda.reply("bob", waiting.id())).isEmpty();
    }
  }

  @Test
  void failedRunKeepsWhatWasSaid() {
    ModelScript failing =
        ModelScript.create()
            .say("Once upon")
            .fail(
                ProviderException.of(FailureKind.CONTENT_FILTERED, "scripted", "It was withheld.")
                    .build());
    try (Coda coda = coda(failing)) {
      assertThatThrownBy(() -> coda.ask("Tell me a story."))
          .isInstanceOfSatisfying(
              RunFailedException.class,
              failure -> assertThat(failure.code()).isEqualTo("content_filtered"))
          .hasMessageContaining("It was withheld.");
    }
  }

  @Test
  void cancelledRunHasNoAnswer() {
    ModelScript endless = ModelScript.create().say("On and").then(ScriptedModel.Call::awaitCancel);
    try (Coda coda = coda(endless)) {
      Reply reply = coda.chat().start("Talk.");
      reply.cancel();

      assertThatThrownBy(reply::answer)
          .isInstanceOfSatisfying(
              RunFailedException.class,
              failure -> assertThat(failure.code()).isEqualTo("cancelled"));
    }
  }

  @Test
  void futureAndServerSentEventsHaveTheWholeRun() throws Exception {
    try (Coda coda = coda(ModelScript.create().say("Hello."))) {
      Reply reply = coda.chat().start("Hello!");

      assertThat(reply.future().get(10, TimeUnit.SECONDS).text()).isEqualTo("Hello.");
      List<ServerSentEvent> events = new Frames().of(reply.serverSentEvents(0));
      assertThat(events.get(0).event()).isEqualTo("run_started");
      assertThat(events.get(events.size() - 1).toString())
          .startsWith("id: " + events.size() + "\nevent: run_finished\ndata: {")
          .endsWith("}\n\n");
    }
  }

  @Test
  void modelWithoutProviderIsRefused() {
    assertThatThrownBy(() -> Coda.of("gpt-5"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("A model is written provider/name, such as openai/gpt-5, not 'gpt-5'.");
  }

  @Test
  void parametersReachTheModel() {
    ScriptedModel model = ScriptedModel.of(ModelScript.create().say("Hello."));
    try (Coda coda = Coda.builder().models(model).temperature(0.2).maxOutputTokens(800).build()) {
      coda.ask("Hello!");

      assertThat(model.requests().get(0).temperature()).isEqualTo(0.2);
      assertThat(model.requests().get(0).maxOutputTokens()).isEqualTo(800);
    }
  }

  private static ScriptedModel mailing() {
    return ScriptedModel.of(
        ModelScript.create().callTool("send_mail", "{\"to\": \"ada\"}"),
        ModelScript.create().say("Done."));
  }

  private static Coda coda(ModelScript... scripts) {
    return Coda.builder().models(ScriptedModel.of(scripts)).build();
  }

  private static Coda stored(InMemoryStores stores, ModelScript... scripts) {
    return Coda.builder().models(ScriptedModel.of(scripts)).stores(stores).build();
  }

  record Mail(String to) {}

  static final class Calculator {
    @dev.langchain4j.agent.tool.Tool("Adds two numbers.")
    int add(@P("the first") int a, @P("the second") int b) {
      return a + b;
    }
  }

  /** Collects what a publisher sends. Confined to one thread at a time. */
  private static final class Frames {
    private final List<ServerSentEvent> received = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    List<ServerSentEvent> of(Flow.Publisher<ServerSentEvent> publisher)
        throws InterruptedException {
      publisher.subscribe(
          new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
              subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ServerSentEvent event) {
              received.add(event);
            }

            @Override
            public void onError(Throwable failure) {
              done.countDown();
            }

            @Override
            public void onComplete() {
              done.countDown();
            }
          });
      done.await();
      return received;
    }
  }

  @Test
  void toolsMayComeInACollection() {
    ScriptedModel model = ScriptedModel.of(ModelScript.create().say("Two tools."));
    try (Coda coda = Coda.builder().models(model).tools(List.of(new Calculator(), MAIL)).build()) {
      coda.ask("What can you do?");

      assertThat(model.requests().get(0).toolSpecifications())
          .extracting(ToolSpecification::name)
          .contains("add", "send_mail");
    }
  }

  @Test
  void twoToolsOfOneNameAreRefused() {
    assertThatThrownBy(() -> Coda.builder().tools(MAIL).tools(new Calculator(), MAIL))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Two tools are named 'send_mail'");
  }

  @Test
  void missingToolIsRefused() {
    assertThatThrownBy(() -> Coda.builder().tools(MAIL, Collections.singletonList(null)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("A tool is null");
  }

  @Test
  void missingModelIsNamed() {
    assertThatThrownBy(() -> Coda.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("model(\"openai/gpt-5\")");
  }
}
