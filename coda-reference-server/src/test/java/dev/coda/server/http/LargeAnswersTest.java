package dev.coda.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LargeAnswersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final UUID user = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();

  @Test
  void refusesWhatOneUserAsksForBeyondHalfOfTheRoom() {
    LargeAnswers answers = new LargeAnswers(4, Duration.ZERO, LONG);
    answers.await(request(), user);
    answers.await(request(), user);

    assertThatThrownBy(() -> answers.await(request(), user))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(problem.retryAfter()).isPresent();
            });
    answers.await(request(), other);
    answers.await(request(), other);
    assertThatThrownBy(() -> answers.await(request(), UUID.randomUUID()))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void waitsUntilAnAnswerIsSent() throws Exception {
    LargeAnswers answers = new LargeAnswers(2, LONG, LONG);
    HttpRequest<?> first = request();
    answers.await(first, user);
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(() -> answers.await(request(), user));

    answers.onApplicationEvent(new HttpRequestTerminatedEvent(first));

    second.get(30, TimeUnit.SECONDS);
  }

  @Test
  void givesBackTheRoomOfAnAnswerOnce() {
    LargeAnswers answers = new LargeAnswers(2, Duration.ZERO, LONG);
    HttpRequest<?> first = request();
    answers.await(first, user);
    answers.onApplicationEvent(new HttpRequestTerminatedEvent(first));
    answers.onApplicationEvent(new HttpRequestTerminatedEvent(first));
    answers.onApplicationEvent(new HttpRequestTerminatedEvent(request()));

    answers.await(request(), user);
    answers.await(request(), other);
    assertThatThrownBy(() -> answers.await(request(), UUID.randomUUID()))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void keepsNoRoomForASmallAnswer() {
    LargeAnswers answers = new LargeAnswers(2, Duration.ZERO, LONG);
    HttpRequest<?> small = request();
    answers.await(small, user);
    answers.send(small, 1_000);

    answers.await(request(), user);
  }

  @Test
  void takesTheRoomOfAClientThatIsSlow() {
    LargeAnswers answers = new LargeAnswers(2, Duration.ZERO, Duration.ZERO);
    HttpRequest<?> slow = request();
    answers.await(slow, user);
    assertThatThrownBy(() -> answers.await(request(), user)).isInstanceOf(ProblemException.class);
    answers.send(slow, 1 << 20);

    answers.await(request(), user);
  }

  private static HttpRequest<?> request() {
    return HttpRequest.GET("/");
  }
}
