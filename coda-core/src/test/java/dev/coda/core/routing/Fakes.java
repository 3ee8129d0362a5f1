package dev.coda.core.routing;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Price;
import dev.coda.api.time.TimerClock;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.time.FakeClock;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** Providers, time and failures for the router's tests. */
final class Fakes {
  static final ChatRequest REQUEST =
      ChatRequest.builder().messages(UserMessage.from("Hello?")).build();

  private Fakes() {}

  static ProviderException failure(FailureKind kind) {
    return ProviderException.of(kind, "fake", "It failed.").build();
  }

  static ProviderException failure(FailureKind kind, Duration retryAfter) {
    return ProviderException.of(kind, "fake", "It failed.").retryAfter(retryAfter).build();
  }

  static ModelScript say(String... pieces) {
    return ModelScript.create().say(pieces);
  }

  static ModelScript fail(FailureKind kind) {
    return ModelScript.create().fail(failure(kind));
  }

  static Provider provider(String name, ModelScript... scripts) {
    return new Provider(name, ScriptedModel.of(scripts));
  }

  static Recording call(ModelRouter router, String ref) {
    return call(router, ref, CancelSignal.create());
  }

  static Recording call(ModelRouter router, String ref, CancelSignal signal) {
    Recording recording = new Recording(signal);
    chat(router, ref, recording);
    return recording;
  }

  static void chat(ModelRouter router, String ref, StreamingChatResponseHandler handler) {
    router.model(router.resolve(ref), Map.of()).chat(REQUEST, handler);
  }

  /** A provider of one model, {@code m}. */
  static final class Provider implements ModelProvider {
    private final String name;
    final StreamingChatModel model;
    final List<String> keys = new CopyOnWriteArrayList<>();

    Provider(String name, StreamingChatModel model) {
      this.name = name;
      this.model = model;
    }

    void add(ModelScript script) {
      ((ScriptedModel) model).add(script);
    }

    int calls() {
      return ((ScriptedModel) model).requests().size();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<ModelInfo> models() {
      Price price = Price.of(name.equals("b") ? "2" : "1", "0");
      return List.of(new ModelInfo(new ModelRef(name, "m"), 1000, 100, price, Set.of()));
    }

    @Override
    public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
      keys.add(credentials == null ? "server" : credentials.apiKey());
      return model;
    }
  }

  /** A clock that moves when it is asked to, and when somebody sleeps by it. */
  static class Time extends TimerClock {
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final FakeClock clock = FakeClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    void pass(Duration time) {
      clock.advance(time);
    }

    @Override
    public boolean sleep(Duration time, CancelSignal signal) {
      waits.add(time);
      pass(time);
      return !signal.isCancelled();
    }

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }

    @Override
    public long awaitNanos(Condition condition, long nanos) throws InterruptedException {
      return clock.awaitNanos(condition, nanos);
    }

    @Override
    public <T extends @Nullable Object> T getUntil(Future<T> future, long deadline)
        throws InterruptedException, ExecutionException, TimeoutException {
      return clock.getUntil(future, deadline);
    }

    @Override
    public Timer schedule(Runnable task, long nanos) {
      return clock.schedule(task, nanos);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
