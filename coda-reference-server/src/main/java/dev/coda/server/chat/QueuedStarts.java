package dev.coda.server.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.CodaException;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.http.ProblemException;
import dev.coda.server.run.RunFrames;
import dev.coda.server.run.RunStreams;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Starts runs that may have to wait for their branch. A client that waits gets its headers and a
 * comment at once; one that hangs up leaves the queue. Thread-safe.
 */
@Singleton
final class QueuedStarts {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedStarts.class);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final byte[] QUEUED =
      ": queued behind the active run\n\n".getBytes(StandardCharsets.US_ASCII);

  private final RunStarts starts;
  private final RunStreams streams;
  private final ExecutorService threads;
  private final ObjectMapper json;

  QueuedStarts(
      RunStarts starts,
      RunStreams streams,
      @Named("runs") ExecutorService threads,
      ObjectMapper json) {
    this.starts = starts;
    this.streams = streams;
    this.threads = threads;
    this.json = json;
  }

  /** Answers with the run's stream, which has nothing but comments until the run starts. */
  HttpResponse<RunFrames> answer(CurrentUser user, RunRequest request) {
    CompletableFuture<Run> started = new CompletableFuture<>();
    Future<?> starting = threads.submit(() -> start(request, started));
    try {
      return streams.answer(user, started.get(SHORT.toMillis(), TimeUnit.MILLISECONDS), 0);
    } catch (TimeoutException e) {
      return RunStreams.answer(waiting(user, started, starting))
          .header("X-Session-Id", request.sessionId().toString());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CodaException refused) {
        throw refused;
      }
      throw new IllegalStateException("a queued run could not start", e.getCause());
    } catch (InterruptedException e) {
      starting.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a queued run was started", e);
    }
  }

  private void start(RunRequest request, CompletableFuture<Run> started) {
    try {
      started.complete(starts.start(request));
    } catch (RuntimeException | Error e) {
      started.completeExceptionally(e);
    }
  }

  private Flux<byte[]> waiting(
      CurrentUser user, CompletableFuture<Run> started, Future<?> starting) {
    Mono<Run> start = Mono.fromFuture(started, true);
    Flux<byte[]> comments =
        Flux.interval(HEARTBEAT)
            .onBackpressureDrop()
            .map(tick -> QUEUED)
            .startWith(QUEUED)
            .takeUntilOther(start.then().onErrorComplete());
    Flux<byte[]> run =
        start
            .flatMapMany(begun -> streams.pieces(user, begun, 0))
            .onErrorResume(failure -> Mono.just(problem(failure)));
    return comments.concatWith(run).doOnCancel(() -> starting.cancel(true));
  }

  /** The status was sent long ago, so the stream says what the answer would have said. */
  private byte[] problem(Throwable failure) {
    RuntimeException explained =
        failure instanceof CodaException known
            ? RunProblems.explain(known)
            : new IllegalStateException(failure);
    ProblemException problem = ProblemException.from(explained);
    LOG.debug("A queued run did not start", failure);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("code", problem.code());
    data.put("status", problem.code().status().getCode());
    data.put("detail", String.valueOf(problem.getMessage()));
    problem.retryAfter().ifPresent(wait -> data.put("retry_after", wait.toSeconds()));
    try {
      return ("event: error\ndata: " + json.writeValueAsString(data) + "\n\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem could not be written", e);
    }
  }
}
