package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.UserId;
import dev.coda.core.java.AnswerType;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.data.message.SystemMessage;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StructuredTakeOverTest {
  record Person(String name, int age) {}

  private final DurableFixture fixture = new DurableFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void keepsItsSchemaInAnotherProcess() throws Exception {
    ScriptedModel second =
        ScriptedModel.of(
            ModelScript.create().say("no JSON"),
            ModelScript.create().say("{\"name\": \"Ada\", \"age\": 36}"));

    Run found = takenOver(stalling(), second);

    assertThat(
            AnswerType.of(Person.class)
                .read(((RunOutcome.Completed) fixture.outcome(found)).answer()))
        .isEqualTo(new Person("Ada", 36));
    assertThat(((SystemMessage) second.requests().get(0).messages().get(0)).text())
        .contains("JSON Schema");
  }

  @Test
  void remembersInAnotherProcessThatAnAnswerWasRejected() throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    ScriptedModel first =
        ScriptedModel.of(
            ModelScript.create().say("no JSON"),
            ModelScript.create().say("Half ").then(call -> talking.countDown()).stall());
    ScriptedModel second = ScriptedModel.of(ModelScript.create().say("still no JSON"));

    Run found = takenOver(new Stalling(first, talking), second);

    assertThat(fixture.outcome(found))
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed -> assertThat(failed.error().code()).isEqualTo("answer_invalid"));
    assertThat(second.requests()).hasSize(1);
    assertThat(second.requests().get(0).messages().toString()).contains("no JSON");
  }

  private record Stalling(ScriptedModel model, CountDownLatch talking) {}

  private static Stalling stalling() {
    CountDownLatch talking = new CountDownLatch(1);
    return new Stalling(
        ScriptedModel.of(
            ModelScript.create().say("Half ").then(call -> talking.countDown()).stall()),
        talking);
  }

  private Run takenOver(Stalling first, ScriptedModel second) throws InterruptedException {
    CodaAgent leaving =
        fixture.agent(
            fixture.stores,
            DurableFixture.options().leaseTime(Duration.ofMinutes(5)).handOverOnClose(true).build(),
            first.model());
    Run run =
        leaving.start(
            RunRequest.builder(fixture.session)
                .text("Ada is 36.")
                .answerAs(AnswerType.of(Person.class).schema())
                .build());
    first.talking().await();
    leaving.close();
    return fixture.agent(second).find(UserId.LOCAL, run.id()).orElseThrow();
  }
}
