package dev.coda.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.content.TextPart;
import dev.coda.api.event.RunStatus;
import dev.coda.api.message.MessageStatus;
import dev.coda.core.routing.BreakerSettings;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.routing.Route;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import dev.coda.testkit.mock.RetryAfterForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent, the router and the providers over HTTP, against hosts that fail as scripted. */
@Timeout(60)
class FaultyRouteTest {
  private static final Duration WAIT = Duration.ofMillis(7_500);
  private static final MockReply GOOD = MockReply.text("The", " whole", " answer.");
  private static final MockReply HALF = MockReply.text("Half", " an", " ans", "wer");

  /** The first host may have given its finish before the cut, and is then believed. */
  private static final List<String> ANSWERS = List.of("The whole answer.", "Half an answer");

  private final MockModelServer a = MockModelServer.start();
  private final MockModelServer b = MockModelServer.start();
  private final RouteFixture routes = new RouteFixture(a, b);

  @AfterEach
  void stop() {
    routes.close();
    a.close();
    b.close();
  }

  @ParameterizedTest
  @EnumSource(RetryAfterForm.class)
  void waitsAsLongAsTheHostAsksInWhateverForm(RetryAfterForm form) {
    a.enqueue(MockReply.rateLimited(form, WAIT), GOOD);
    b.otherwise(request -> GOOD);

    FoldedRun run = routes.ask(RetrySettings.defaults());

    assertThat(run.text()).isEqualTo("The whole answer.");
    if (form == RetryAfterForm.OVERFLOW) {
      // More than anyone waits: the next target is asked at once.
      assertThat(run.attempts()).containsExactly("a 1", "b 2");
      assertThat(routes.waits()).isEmpty();
    } else {
      assertThat(run.attempts()).containsExactly("a 1", "a 2");
      assertThat(routes.waits())
          .singleElement()
          .satisfies(waited -> {
            if (form.isUsable()) {
              assertThat(waited).isBetween(WAIT.minusSeconds(4), WAIT);
            } else {
              assertThat(waited).isLessThanOrEqualTo(RetrySettings.defaults().firstDelay());
            }
          });
    }
  }

  @Test
  void waitsAsLongAsGooglesBodyAsks() {
    a.enqueue(
        json(
            429,
            """
            {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "Quota exceeded.", "details": [
              {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "3.5s"}]}}\
            """),
        MockReply.stream(
            """
            data: {"candidates": [{"content": {"role": "model", "parts": [{"text": "Hi."}]}, "finishReason": "STOP"}]}

            """
                .getBytes(StandardCharsets.UTF_8)));

    FoldedRun run = routes.ask("google/gemini-2.5-flash", RetrySettings.defaults());

    assertThat(run.text()).isEqualTo("Hi.");
    assertThat(routes.waits()).containsExactly(Duration.ofMillis(3_500));
  }

  @Test
  void asksTheNextTargetRatherThanWaitForMinutes() {
    a.enqueue(MockReply.rateLimited(RetryAfterForm.SECONDS, Duration.ofMinutes(5)));

    FoldedRun run = routes.ask(RetrySettings.defaults());

    assertThat(run.attempts()).containsExactly("a 1", "b 2");
    assertThat(routes.waits()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
  void asksAgainAndThenTheNextTarget(int status) {
    MockReply refusal = MockReply.error(status, "error", "It failed.");
    a.enqueue(refusal, MockReply.html(status), refusal);
    b.enqueue(GOOD);

    FoldedRun run = routes.ask(RetrySettings.defaults());

    assertThat(run.attempts()).containsExactly("a 1", "a 2", "a 3", "b 4");
    assertThat(run.text()).isEqualTo("The whole answer.");
    assertThat(run.answer().model()).hasToString("b/mock-model");
    assertThat(routes.waits()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 404})
  void asksTheNextTargetAtOnceWhereTheHostRefuses(int status) {
    a.enqueue(MockReply.error(status, "error", "No."));

    assertThat(routes.ask(RetrySettings.defaults()).attempts()).containsExactly("a 1", "b 2");
    assertThat(routes.waits()).isEmpty();
  }

  @Test
  void asksTheNextTargetWhatOneHostCallsWrong() {
    a.enqueue(MockReply.error(400, "invalid_request_error", "The request is wrong."));

    assertThat(routes.ask(RetrySettings.defaults()).attempts()).containsExactly("a 1", "b 2");
    assertThat(routes.waits()).isEmpty();
  }

  @Test
  void asksEachTargetOnceWhatAllHostsCallWrong() {
    MockReply wrong = MockReply.error(400, "invalid_request_error", "The request is wrong.");
    a.enqueue(wrong);
    b.enqueue(wrong);

    FoldedRun run = routes.ask(RetrySettings.defaults());

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.attempts()).containsExactly("a 1", "b 2");
    assertThat(routes.waits()).isEmpty();
  }

  static Stream<MockReply> faultsBeforeATokens() {
    return Stream.of(
        GOOD.stallBeforeHead(),
        GOOD.stallAfterHead(),
        GOOD.resetBeforeHead(),
        GOOD.resetAfter(0),
        GOOD.cutAfter(0),
        GOOD.endAfter(0),
        MockReply.garbage(1, 5_000),
        MockReply.html(200),
        MockReply.html(502),
        MockReply.of(200, "application/json", new byte[0]),
        MockReply.of(503, "text/plain", new byte[0]),
        MockReply.errorInStream("overloaded_error", "Overloaded."));
  }

  @ParameterizedTest
  @MethodSource("faultsBeforeATokens")
  void failsOverBeforeTheFirstToken(MockReply fault) {
    a.enqueue(fault);
    b.enqueue(GOOD);

    FoldedRun run = routes.ask(RetrySettings.none());

    assertThat(run.attempts()).containsExactly("a 1", "b 2");
    assertThat(run.resets()).isEmpty();
    assertThat(run.text()).isEqualTo("The whole answer.");
  }

  static Stream<MockReply> faultsAfterTokens() {
    int twoTokens = MockReply.text("Half", " an").body().length / 2;
    return Stream.of(
        HALF.stallAfter(2),
        HALF.cutAfter(twoTokens),
        HALF.endAfter(twoTokens),
        MockReply.errorInStream("overloaded_error", "Overloaded.", "Half", " an"),
        MockReply.errorInStream("server_error", "It failed.", "Half", " an"));
  }

  @ParameterizedTest
  @MethodSource("faultsAfterTokens")
  void failsOverAfterTokensWithoutSayingAnythingTwice(MockReply fault) {
    a.enqueue(fault);
    b.enqueue(GOOD);

    FoldedRun run = routes.ask(RetrySettings.none());

    assertThat(run.attempts()).containsExactly("a 1", "b 2");
    assertThat(run.resets()).hasSize(1);
    assertThat(run.text()).isEqualTo("The whole answer.");
    assertThat(run.answer().parts()).containsExactly(new TextPart("The whole answer."));
    assertThat(run.stored()).isEqualTo(run.answer());
  }

  @Test
  void keepsThePartialTextWhereNobodyElseSaysAnything() {
    a.enqueue(HALF.stallAfter(2));
    b.enqueue(MockReply.error(503, "overloaded", "No capacity."));

    FoldedRun run = routes.ask(RetrySettings.none());

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.text()).isEqualTo("Half an");
    assertThat(run.resets()).isEmpty();
    assertThat(run.stored().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(run.stored().text()).isEqualTo("Half an");
    assertThat(run.stored().model()).hasToString("a/mock-model");
  }

  @ParameterizedTest
  @CsvSource({"FIN", "RST", "END"})
  void aStreamCutAnywhereIsAnsweredOnceByTheNextTarget(String how) {
    int whole = HALF.body().length - "data: [DONE]\n\n".length();
    // Every byte is cut in the providers' own tests; here each place in a line comes up.
    for (int at = 1; at < whole; at += 29) {
      a.enqueue(
          switch (how) {
            case "FIN" -> HALF.cutAfter(at);
            case "RST" -> HALF.resetAfter(at);
            default -> HALF.endAfter(at);
          });
      b.enqueue(GOOD);

      FoldedRun run = routes.ask(RetrySettings.none());

      assertThat(run.text()).as("cut by %s after %d bytes", how, at).isIn(ANSWERS);
      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(run.stored().text()).isEqualTo(run.text());
    }
  }

  @Test
  void aHedgedRouteTakesTheFirstToSpeakAndHangsUpOnTheOther() {
    a.enqueue(GOOD.stallAfterHead());
    b.enqueue(GOOD);

    FoldedRun run =
        routes.ask(
            Route.fallback("a/mock-model", "b/mock-model").hedgedAfter(Duration.ofMillis(20)));

    assertThat(run.text()).isEqualTo("The whole answer.");
    assertThat(run.answer().model()).hasToString("b/mock-model");
    a.exchanges().getFirst().awaitClientClose(Duration.ofSeconds(5));
  }

  @Test
  void makesAtMostAboutTwoAttemptsForEachSuccessWhenHalfOfThemFail() {
    Random random = new Random(11);
    a.otherwise(request -> random.nextBoolean() ? MockReply.error(503, "overloaded", "No.") : GOOD);
    b.otherwise(
        request -> random.nextBoolean() ? MockReply.error(500, "server_error", "No.") : GOOD);
    int calls = 400;
    int successes = 0;

    for (int i = 0; i < calls; i++) {
      successes += routes.call(RetrySettings.defaults(), BreakerSettings.defaults()) ? 1 : 0;
    }

    double attempts = a.exchanges().size() + b.exchanges().size();
    System.out.printf("Attempts per success at 50 %% failures: %.3f%n", attempts / successes);
    assertThat(attempts / successes).isLessThanOrEqualTo(2.05);
    assertThat(successes).isGreaterThan(calls * 95 / 100);
  }

  private static MockReply json(int status, String body) {
    return MockReply.of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }
}
