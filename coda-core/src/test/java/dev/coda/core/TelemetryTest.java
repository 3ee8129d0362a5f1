package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.routing.Route;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.time.FakeClock;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TelemetryTest {
  private static final Duration TAKEN = Duration.ofHours(2);
  private static final Usage FIRST = new Usage(100, 10, 40, 5, 0);
  private static final Usage SECOND = new Usage(150, 20, 0, 0, 7);

  private final RecordedTelemetry telemetry = new RecordedTelemetry();
  private final FakeClock clock = FakeClock.at(Instant.parse("2026-01-02T12:00:00Z"));
  private final Stores stores = InMemoryStores.create(clock);
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final List<Map<String, String>> headers = new ArrayList<>();

  @AfterEach
  void close() {
    telemetry.close();
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void aTurnIsATraceOfItsCalls() {
    Span request = telemetry.sdk.getTracer("test").spanBuilder("POST").startSpan();
    try (Scope scope = request.makeCurrent()) {
      turnWithATool();
    }

    SpanData run = telemetry.span("invoke_agent tester");
    assertThat(run.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
    assertThat(run.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(attributes(run))
        .contains(
            entry("gen_ai.operation.name", "invoke_agent"),
            entry("gen_ai.agent.name", "tester"),
            entry("gen_ai.provider.name", "scripted"),
            entry("gen_ai.conversation.id", session.toString()),
            entry("gen_ai.usage.input_tokens", 250L),
            entry("gen_ai.usage.output_tokens", 30L));
    assertThat(telemetry.spans())
        .extracting(SpanData::getName)
        .containsExactly("chat model", "execute_tool look", "chat model", "invoke_agent tester");
    SpanData chat = telemetry.span("chat model");
    assertThat(chat.getParentSpanId()).isEqualTo(run.getSpanId());
    assertThat(chat.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(attributes(chat))
        .contains(
            entry("gen_ai.operation.name", "chat"),
            entry("gen_ai.request.model", "model"),
            entry("gen_ai.response.model", "model"),
            entry("gen_ai.request.stream", true),
            entry("gen_ai.conversation.id", session.toString()),
            entry("gen_ai.response.finish_reasons", List.of("tool_calls")),
            entry("gen_ai.usage.input_tokens", 100L),
            entry("gen_ai.usage.cache_read.input_tokens", 40L),
            entry("gen_ai.usage.cache_write.input_tokens", 5L))
        .containsKey("gen_ai.response.time_to_first_chunk");
    SpanData tool = telemetry.span("execute_tool look");
    assertThat(tool.getParentSpanId()).isEqualTo(run.getSpanId());
    assertThat(attributes(tool))
        .contains(entry("gen_ai.tool.name", "look"), entry("gen_ai.tool.type", "function"))
        .containsKey("gen_ai.tool.call.id");
  }

  @Test
  void toolsGetTheTraceAndCallsKeepIt() {
    turnWithATool();

    SpanData tool = telemetry.span("execute_tool look");
    assertThat(headers)
        .singleElement()
        .extracting(map -> map.get("traceparent"))
        .asString()
        .startsWith("00-" + tool.getTraceId() + "-" + tool.getSpanId() + "-0");
    MessageId answer =
        Objects.requireNonNull(
            stores.sessions().find(UserId.LOCAL, session).orElseThrow().headMessageId());
    assertThat(stores.sessions().message(UserId.LOCAL, answer).orElseThrow().toolCalls())
        .extracting(ToolCall::traceId)
        .containsExactly(tool.getTraceId());
  }

  @Test
  void nothingThatIsSaidIsInATrace() {
    turnWithATool();

    assertThat(telemetry.spans().toString()).doesNotContain("hunter2");
  }

  @Test
  void aTurnIsMeasured() {
    turnWithATool();

    String model = "{gen_ai.provider.name=scripted, gen_ai.request.model=model}";
    String run =
        "{gen_ai.agent.name=tester, gen_ai.operation.name=invoke_agent,"
            + " gen_ai.provider.name=scripted, gen_ai.request.model=model}";
    assertThat(telemetry.count("gen_ai.client.inference.duration")).isEqualTo(2);
    assertThat(telemetry.count("gen_ai.client.inference.time_to_first_chunk")).isEqualTo(2);
    assertThat(usage("input_tokens")).containsExactly(entry(model, 250.0));
    assertThat(usage("output_tokens")).containsExactly(entry(model, 30.0));
    assertThat(usage("cache_read.input_tokens")).containsExactly(entry(model, 40.0));
    assertThat(telemetry.count("coda.inference.cache_hit_ratio")).isEqualTo(2);
    assertThat(telemetry.values("coda.inference.cache_hit_ratio"))
        .containsExactly(entry(model, 0.4));
    assertThat(usage("cache_write.input_tokens")).containsExactly(entry(model, 5.0));
    assertThat(usage("reasoning.output_tokens")).containsExactly(entry(model, 7.0));
    assertThat(telemetry.count("gen_ai.invoke_agent.duration")).isEqualTo(1);
    assertThat(telemetry.values("gen_ai.invoke_agent.inference_calls"))
        .containsExactly(entry(run, 2.0));
    assertThat(telemetry.values("gen_ai.invoke_agent.tool_calls")).containsExactly(entry(run, 1.0));
    assertThat(telemetry.values("gen_ai.execute_tool.duration"))
        .containsExactly(
            entry("{gen_ai.operation.name=execute_tool, gen_ai.tool.name=look}", 0.25));
  }

  @Test
  void moneyIsCountedByModelAndByUser() {
    ScriptedModel model =
        ScriptedModel.of(ModelScript.create().say("Hello").usage(Usage.of(1_000, 500)))
            .price("2", "8");

    run(model);

    assertThat(telemetry.values("coda.inference.cost").values()).containsExactly(0.006);
    assertThat(telemetry.values("coda.user.cost"))
        .containsExactly(entry("{user.id=" + UserId.LOCAL + "}", 0.006));
    assertThat(telemetry.values("coda.user.tokens").values())
        .containsExactlyInAnyOrder(1_000.0, 500.0);
  }

  @Test
  void eachAttemptThatFailsIsCountedWithItsReason() {
    ModelRouter router =
        ModelRouter.builder()
            .providers(
                new Named("google", failing(FailureKind.STREAM_CUT)),
                new Named("mistral", failing(FailureKind.PROVIDER_ERROR)))
            .retry(RetrySettings.none())
            .route("main", Route.fallback("google/model", "mistral/model"))
            .build();
    run(CodaAgent.builder().models(router).telemetry(telemetry.sdk), router.resolve("main"));

    assertThat(telemetry.values("coda.inference.failed_attempts"))
        .containsOnly(
            entry(
                "{error.type=stream_cut, gen_ai.provider.name=gcp.gemini,"
                    + " gen_ai.request.model=model}",
                1.0),
            entry(
                "{error.type=provider_error, gen_ai.provider.name=mistral_ai,"
                    + " gen_ai.request.model=model}",
                1.0));
    SpanData run = telemetry.span("invoke_agent tester");
    assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(attributes(run)).contains(entry("error.type", "provider_error"));
    assertThat(telemetry.values("gen_ai.client.inference.duration").keySet())
        .singleElement()
        .asString()
        .contains("error.type=provider_error");
  }

  @Test
  void runsThatChangeTheirProcessAreCountedOnBothSides() throws Exception {
    run(ScriptedModel.of(ModelScript.create().then(call -> takeLeases()).say("Hello")));

    assertThat(telemetry.values("coda.run.leases_lost")).containsExactly(entry("{}", 1.0));

    ScriptedModel model = ScriptedModel.of(ModelScript.create().say("Hello"));
    try (CodaAgent second = agent(model).stores(stores).clock(clock).build()) {
      assertThat(second.models()).isNotEmpty();
      clock.advance(TAKEN);
      clock.advanceUntil(
          () -> telemetry.values("coda.run.takeovers").containsValue(1.0), Duration.ofMillis(50));
    }
  }

  @Test
  void anAgentThatIsGivenNoneUsesTheGlobalOne() {
    GlobalOpenTelemetry.set(telemetry.sdk);

    run(CodaAgent.builder().models(ScriptedModel.of(ModelScript.create().say("Hello"))));

    assertThat(telemetry.spans())
        .extracting(SpanData::getName)
        .containsExactly("chat model", "invoke_agent tester");
  }

  @Test
  void anAgentLeavesAGlobalOneThatIsNotSetToTheApplication() {
    run(CodaAgent.builder().models(ScriptedModel.of(ModelScript.create().say("Hello"))));

    assertThat(GlobalOpenTelemetry.isSet()).isFalse();
  }

  /** Takes all runs, as a process does that finds their leases expired. */
  private void takeLeases() {
    Instant later = clock.instant().plus(Duration.ofHours(1));
    stores.runs().claimExpired("another", later, clock.instant().plus(TAKEN), 10);
  }

  private static ScriptedModel failing(FailureKind kind) {
    return ScriptedModel.of(
        ModelScript.create().fail(ProviderException.of(kind, "scripted", "It failed.").build()));
  }

  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> attributes = new TreeMap<>();
    span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  private void turnWithATool() {
    Tool look =
        TestTools.tool(
            "look",
            (input, context) -> {
              headers.add(context.headers());
              clock.advance(Duration.ofMillis(250));
              return ToolResult.ok(TestTools.json("\"hunter2\""));
            });
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().callTool("look", "{\"at\": \"hunter2\"}").usage(FIRST),
            ModelScript.create().think("hunter2").say("hunter2").usage(SECOND));
    run(agent(model).tools(ToolSource.of(look)));
  }

  @Test
  void aModelThatNeverHitsItsCacheHasAHitRateOfZero() {
    run(ScriptedModel.of(ModelScript.create().say("Hello").usage(Usage.of(1_000, 500))));

    String model = "{gen_ai.provider.name=scripted, gen_ai.request.model=model}";
    assertThat(usage("cache_read.input_tokens")).containsExactly(entry(model, 0.0));
    assertThat(telemetry.values("coda.inference.cache_hit_ratio"))
        .containsExactly(entry(model, 0.0));
  }

  private Map<String, Double> usage(String kind) {
    return telemetry.values("gen_ai.client.inference.usage." + kind);
  }

  private void run(ModelProvider model) {
    run(agent(model));
  }

  private CodaAgent.Builder agent(ModelProvider model) {
    return CodaAgent.builder().models(model).telemetry(telemetry.sdk);
  }

  private void run(CodaAgent.Builder builder) {
    run(builder, null);
  }

  private void run(CodaAgent.Builder builder, @Nullable ModelRef model) {
    stores.sessions().create(Session.start(session, UserId.LOCAL, clock.instant()));
    try (CodaAgent agent =
        builder
            .stores(stores)
            .clock(clock)
            .options(AgentOptions.builder().name("tester").build())
            .build()) {
      RunRequest.Builder request =
          RunRequest.builder(session).text("The password is hunter2.").model(model);
      agent.start(request.build(), Runnable::run);
    }
  }

  private record Named(String name, ScriptedModel scripted) implements ModelProvider {
    @Override
    public List<ModelInfo> models() {
      return List.of(new ModelInfo(new ModelRef(name, "model"), null, null, null, Set.of()));
    }

    @Override
    public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
      return scripted;
    }
  }
}
