package dev.coda.core.java;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Waits for results that are not there yet. */
final class LaterResult {
  /**
   * Types that provide values piece by piece or on request; those of other libraries are recognised
   * by name.
   */
  private static final Set<String> STREAMS =
      Set.of(
          "java.util.concurrent.Flow$Publisher",
          "java.util.stream.BaseStream",
          "org.reactivestreams.Publisher",
          "io.smallrye.mutiny.Uni",
          "io.smallrye.mutiny.Multi",
          "io.reactivex.Single",
          "io.reactivex.Maybe",
          "io.reactivex.Completable",
          "io.reactivex.Observable",
          "io.reactivex.rxjava3.core.Single",
          "io.reactivex.rxjava3.core.Maybe",
          "io.reactivex.rxjava3.core.Completable",
          "io.reactivex.rxjava3.core.Observable",
          "kotlinx.coroutines.Deferred",
          "kotlinx.coroutines.flow.Flow");

  private LaterResult() {}

  /** Returns whether values of a type have to be collected by the one who returns them. */
  static boolean isStream(@Nullable Class<?> type) {
    return type != null
        && (STREAMS.contains(type.getName())
            || isStream(type.getSuperclass())
            || Stream.of(type.getInterfaces()).anyMatch(LaterResult::isStream));
  }

  /** The value itself, or the result of a future. The future is cancelled if the wait is. */
  static @Nullable Object await(@Nullable Object result) throws Exception {
    Future<?> future =
        result instanceof CompletionStage<?> stage
            ? stage.toCompletableFuture()
            : result instanceof Future<?> plain ? plain : null;
    if (future == null) {
      return result;
    }
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
