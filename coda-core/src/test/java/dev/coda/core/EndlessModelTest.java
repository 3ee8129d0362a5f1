package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coda.api.agent.RunOutcome;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.time.TimerClock;
import dev.coda.core.internal.side.SideCall;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EndlessModelTest {
  private final EndlessModel model = new EndlessModel();

  @Test
  void isCancelledThoughItHeedsNoFailureOfItsListener() throws Exception {
    try (DurableFixture fixture = new DurableFixture()) {
      CodaAgent agent =
          fixture.agent(
              fixture.stores, DurableFixture.options().maxAnswerBytes(50_000).build(), model);

      RunOutcome outcome = fixture.ask(agent).outcome();

      assertThat(outcome)
          .isInstanceOfSatisfying(
              RunOutcome.Failed.class,
              failed -> {
                assertThat(failed.error())
                    .extracting(ErrorInfo::code)
                    .isEqualTo("answer_too_large");
                assertThat(failed.answer()).isNotNull();
                assertThat(failed.answer().text()).hasSize(50_000);
              });
      assertThat(model.pieces).hasValue(51);
    }
  }

  @Test
  void isCutOffWhenItIsAskedOnTheSide() {
    ExecutorService executor = Executors.newCachedThreadPool();
    try {
      SideCall call =
          new SideCall(() -> model, executor, TimerClock.system(), Duration.ofSeconds(20));
      ChatRequest request = ChatRequest.builder().messages(UserMessage.from("Name it.")).build();

      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class, () -> call.ask(request, CancelSignal.create()));

      assertThat(failure.kind()).isEqualTo(FailureKind.ANSWER_TOO_LARGE);
      assertThat(model.pieces.get()).isLessThan(300);
    } finally {
      executor.shutdownNow();
    }
  }
}
