package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.Thought;
import dev.coda.api.model.Usage;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.data.message.ChatMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompactionTest {
  private final ScriptedModel model = ScriptedModel.of();
  private final Stores stores = InMemoryStores.create();
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final CodaAgent agent =
      CodaAgent.builder()
          .models(
              ModelRouter.builder()
                  .providers(new SmallWindow(model))
                  .retry(RetrySettings.none())
                  .build())
          .stores(stores)
          .build();

  @BeforeEach
  void talkUntilTheWindowIsNearlyFull() {
    stores.sessions().create(Session.start(session, UserId.LOCAL, Instant.EPOCH));
    ask("first", ModelScript.create().say("a1"));
    ask("second", ModelScript.create().say("a2"));
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void theModelSummarisesWhatIsOldAndGoesOnFromThere() {
    List<RunEvent> events =
        ask("third", ModelScript.create().say("They counted."), ModelScript.create().say("a3"));

    ContextCompacted compaction =
        (ContextCompacted)
            events.stream()
                .filter(event -> event.kind() == EventKind.COMPACTION)
                .findFirst()
                .orElseThrow()
                .payload();
    RunProjection run = RunProjection.of(events);
    assertThat(text(2)).contains("first").contains("second").doesNotContain("third");
    assertThat(text(3)).contains("They counted.").contains("third").doesNotContain("first");
    assertThat(compaction.summary()).isEqualTo("They counted.");
    assertThat(compaction.throughMessageId()).isEqualTo(messages().get(3).id());
    assertThat(compaction.tokensAfter()).isLessThan(compaction.tokensBefore());
    assertThat(run.thoughts()).extracting(Thought::stepType).contains("compaction");
    assertThat(run.usage().total()).isEqualTo(10);
    assertThat(stores.sessions().find(UserId.LOCAL, session).orElseThrow().contextSummary())
        .isEqualTo("They counted.");
  }

  @Test
  void theNextTurnBeginsWithTheSameSummary() {
    ask("third", ModelScript.create().say("They counted."), ModelScript.create().say("a3"));
    agentAnswers("And then?", ModelScript.create().say("a4"));

    List<ChatMessage> before = model.requests().get(3).messages();
    List<ChatMessage> after = model.requests().get(4).messages();
    assertThat(after.subList(0, before.size())).isEqualTo(before);
  }

  @Test
  void aBranchThatDoesNotPassTheSummaryDoesNotSeeIt() {
    ask("third", ModelScript.create().say("They counted."), ModelScript.create().say("a3"));
    model.add(ModelScript.create().say("another"));
    RunRequest sibling =
        RunRequest.builder(session).parentId(messages().get(1).id()).text("Or else?").build();

    AgentFixture.events(agent.start(sibling));

    assertThat(text(4)).contains("first").contains("Or else?").doesNotContain("They counted.");
  }

  @Test
  void aModelThatCannotSummariseIsReplacedByRules() {
    var failure =
        ProviderException.of(FailureKind.UNSUPPORTED, "scripted", "I am no language model.")
            .build();
    List<RunEvent> events =
        ask("third", ModelScript.create().fail(failure), ModelScript.create().say("a3"));

    assertThat(RunProjection.of(events).answer().orElseThrow().text()).isEqualTo("a3");
    assertThat(text(3)).contains("User: first").contains("Assistant: a2").contains("third");
  }

  @Test
  void aSummaryThatCannotBeAffordedIsMadeByRule() {
    model.add(ModelScript.create().say("a3"));
    RunRequest request =
        RunRequest.builder(session)
            .text(longQuestion("third"))
            .limits(RunLimits.builder().maxTokens(2_000).build())
            .build();

    AgentFixture.events(agent.start(request));

    assertThat(model.requests()).hasSize(3);
    assertThat(text(2)).contains("User: first").contains("third");
  }

  private List<RunEvent> ask(String about, ModelScript... scripts) {
    return agentAnswers(longQuestion(about), scripts);
  }

  private List<RunEvent> agentAnswers(String question, ModelScript... scripts) {
    // What these reports of ten tokens would teach is that all estimates are far too high.
    List.of(scripts).forEach(script -> model.add(script.usage(Usage.of(0, 5))));
    return AgentFixture.events(agent.start(RunRequest.of(session, question)));
  }

  /** A quarter of the window. */
  private static String longQuestion(String about) {
    return about + " " + "x".repeat(4_000);
  }

  private String text(int request) {
    return model.requests().get(request).messages().toString();
  }

  private List<Message> messages() {
    return stores.sessions().path(UserId.LOCAL, session, PathQuery.page(null, null, 100)).stream()
        .map(MessageNode::message)
        .toList();
  }
}
