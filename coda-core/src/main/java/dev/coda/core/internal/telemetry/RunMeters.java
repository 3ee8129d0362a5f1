package dev.coda.core.internal.telemetry;

import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The metrics of runs, model calls and tool calls. Thread-safe. */
final class RunMeters {
  private static final List<Double> SECONDS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
  private static final List<Double> FIRST_CHUNK_SECONDS =
      List.of(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0, 30.0);
  private static final List<Double> RATIOS =
      List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0);
  private static final List<Long> CALLS = List.of(0L, 1L, 2L, 3L, 4L, 6L, 8L, 16L, 32L, 64L);

  private final DoubleHistogram inference;
  private final DoubleHistogram firstChunk;
  private final DoubleHistogram agent;
  private final LongHistogram agentInferences;
  private final LongHistogram agentTools;
  private final DoubleHistogram tool;
  private final LongCounter input;
  private final LongCounter output;
  private final LongCounter cacheRead;
  private final LongCounter cacheWrite;
  private final DoubleHistogram cacheHits;
  private final LongCounter reasoning;
  private final DoubleCounter cost;
  private final LongCounter failedAttempts;
  private final LongCounter userTokens;
  private final DoubleCounter userCost;
  private final LongCounter leasesLost;
  private final LongCounter takeovers;

  RunMeters(Meter meter) {
    this.inference = seconds(meter, GenAi.INFERENCE_DURATION, "Duration of a model call", SECONDS);
    this.firstChunk =
        seconds(
            meter,
            GenAi.TIME_TO_FIRST_CHUNK,
            "Time from a model call to the first piece of its answer",
            FIRST_CHUNK_SECONDS);
    this.agent = seconds(meter, GenAi.AGENT_DURATION, "Duration of a run", SECONDS);
    this.agentInferences =
        calls(meter, GenAi.AGENT_INFERENCE_CALLS, "Model calls of a run", "{inference_call}");
    this.agentTools = calls(meter, GenAi.AGENT_TOOL_CALLS, "Tool calls of a run", "{tool_call}");
    this.tool = seconds(meter, GenAi.TOOL_DURATION, "Duration of a tool call", SECONDS);
    this.input = tokens(meter, GenAi.USED_INPUT, "Tokens sent, those of a cache included");
    this.output = tokens(meter, GenAi.USED_OUTPUT, "Tokens received, reasoning included");
    this.cacheRead = tokens(meter, GenAi.USED_CACHE_READ, "Tokens served from a cache");
    this.cacheWrite = tokens(meter, GenAi.USED_CACHE_WRITE, "Tokens written to a cache");
    this.cacheHits =
        meter
            .histogramBuilder(GenAi.CACHE_HIT_RATIO)
            .setUnit("1")
            .setDescription("Part of the tokens of a model call that was served from a cache")
            .setExplicitBucketBoundariesAdvice(RATIOS)
            .build();
    this.reasoning = tokens(meter, GenAi.USED_REASONING, "Tokens spent on reasoning");
    this.cost = dollars(meter, GenAi.COST, "Price of model calls where it is known");
    this.failedAttempts =
        count(meter, GenAi.FAILED_ATTEMPTS, "Attempts at a model that failed", "{attempt}");
    this.userTokens = tokens(meter, GenAi.USER_TOKENS, "Tokens of a user's model calls");
    this.userCost = dollars(meter, GenAi.USER_COST, "Price of a user's model calls");
    this.leasesLost =
        count(meter, GenAi.LEASES_LOST, "Runs that another process took from this one", "{run}");
    this.takeovers =
        count(
            meter, GenAi.TAKEOVERS, "Runs that this process took from one that was lost", "{run}");
    // A counter that is first seen at 1 has not grown for its viewers.
    leasesLost.add(0);
    takeovers.add(0);
  }

  void inferred(Attributes call, double seconds) {
    inference.record(seconds, call);
  }

  void firstChunk(Attributes call, double seconds) {
    firstChunk.record(seconds, call);
  }

  void attemptFailed(ModelRef model, String error) {
    failedAttempts.add(
        1,
        Attributes.of(
            GenAi.PROVIDER, GenAi.provider(model), GenAi.MODEL, model.name(), GenAi.ERROR, error));
  }

  void invoked(Attributes run, double seconds, long inferences, long tools) {
    agent.record(seconds, run);
    agentInferences.record(inferences, run);
    agentTools.record(tools, run);
  }

  void executed(Attributes call, double seconds) {
    tool.record(seconds, call);
  }

  void used(UserId user, ModelRef model, Usage usage, @Nullable BigDecimal costUsd) {
    Attributes byModel =
        Attributes.of(GenAi.PROVIDER, GenAi.provider(model), GenAi.MODEL, model.name());
    input.add(usage.input(), byModel);
    output.add(usage.output(), byModel);
    // A model that never hits its cache has a rate too, which is 0.
    cacheRead.add(usage.cacheRead(), byModel);
    if (usage.input() > 0) {
      cacheHits.record((double) usage.cacheRead() / usage.input(), byModel);
    }
    addIfAny(cacheWrite, usage.cacheWrite(), byModel);
    addIfAny(reasoning, usage.reasoning(), byModel);
    AttributesBuilder byUser = Attributes.builder().put(GenAi.USER, user.toString());
    if (costUsd != null) {
      cost.add(costUsd.doubleValue(), byModel);
      userCost.add(costUsd.doubleValue(), byUser.build());
    }
    userTokens.add(usage.input(), byUser.put(GenAi.TOKEN_TYPE, "input").build());
    userTokens.add(usage.output(), byUser.put(GenAi.TOKEN_TYPE, "output").build());
  }

  void leaseLost() {
    leasesLost.add(1);
  }

  void takenOver() {
    takeovers.add(1);
  }

  private static void addIfAny(LongCounter counter, long count, Attributes attributes) {
    if (count > 0) {
      counter.add(count, attributes);
    }
  }

  private static DoubleHistogram seconds(
      Meter meter, String name, String description, List<Double> buckets) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(buckets)
        .build();
  }

  private static LongHistogram calls(Meter meter, String name, String description, String unit) {
    return meter
        .histogramBuilder(name)
        .ofLongs()
        .setUnit(unit)
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(CALLS)
        .build();
  }

  private static LongCounter tokens(Meter meter, String name, String description) {
    return count(meter, name, description, "{token}");
  }

  private static LongCounter count(Meter meter, String name, String description, String unit) {
    return meter.counterBuilder(name).setUnit(unit).setDescription(description).build();
  }

  private static DoubleCounter dollars(Meter meter, String name, String description) {
    return meter
        .counterBuilder(name)
        .ofDoubles()
        .setUnit("{USD}")
        .setDescription(description)
        .build();
  }
}
