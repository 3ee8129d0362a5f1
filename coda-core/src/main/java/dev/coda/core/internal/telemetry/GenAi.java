package dev.coda.core.internal.telemetry;

import dev.coda.api.model.ModelRef;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Map;

/**
 * The names of spans, attributes and metrics. Those that begin with {@code gen_ai} are of
 * OpenTelemetry's semantic conventions for generative AI, the others are Coda's own. Thread-safe.
 */
final class GenAi {
  static final String INVOKE_AGENT = "invoke_agent";
  static final String CHAT = "chat";
  static final String EXECUTE_TOOL = "execute_tool";

  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.name");
  static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
  static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("gen_ai.request.stream");
  static final AttributeKey<String> ANSWERED_BY = AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<List<String>> FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
  static final AttributeKey<Double> FIRST_CHUNK =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
  static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHE_READ_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<Long> CACHE_WRITE_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_write.input_tokens");
  static final AttributeKey<Long> REASONING_TOKENS =
      AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");
  static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
  static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
  static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");
  static final AttributeKey<String> CALL = AttributeKey.stringKey("gen_ai.tool.call.id");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> USER = AttributeKey.stringKey("user.id");

  static final String ATTEMPT_STARTED = "coda.attempt_started";
  static final String ATTEMPT_RESET = "coda.attempt_reset";
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("coda.attempt");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("coda.route");
  static final AttributeKey<String> REASON = AttributeKey.stringKey("coda.reason");

  static final String INFERENCE_DURATION = "gen_ai.client.inference.duration";
  static final String TIME_TO_FIRST_CHUNK = "gen_ai.client.inference.time_to_first_chunk";
  static final String USED_INPUT = "gen_ai.client.inference.usage.input_tokens";
  static final String USED_OUTPUT = "gen_ai.client.inference.usage.output_tokens";
  static final String USED_CACHE_READ = "gen_ai.client.inference.usage.cache_read.input_tokens";
  static final String USED_CACHE_WRITE = "gen_ai.client.inference.usage.cache_write.input_tokens";
  static final String USED_REASONING = "gen_ai.client.inference.usage.reasoning.output_tokens";
  static final String AGENT_DURATION = "gen_ai.invoke_agent.duration";
  static final String AGENT_INFERENCE_CALLS = "gen_ai.invoke_agent.inference_calls";
  static final String AGENT_TOOL_CALLS = "gen_ai.invoke_agent.tool_calls";
  static final String TOOL_DURATION = "gen_ai.execute_tool.duration";

  static final String COST = "coda.inference.cost";
  static final String CACHE_HIT_RATIO = "coda.inference.cache_hit_ratio";
  static final String FAILED_ATTEMPTS = "coda.inference.failed_attempts";
  static final String USER_TOKENS = "coda.user.tokens";
  static final String USER_COST = "coda.user.cost";
  static final String LEASES_LOST = "coda.run.leases_lost";
  static final String TAKEOVERS = "coda.run.takeovers";

  /** Providers that the conventions call otherwise than Coda does. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "google", "gcp.gemini",
          "mistral", "mistral_ai",
          "moonshot", "moonshot_ai",
          "xai", "x_ai");

  private GenAi() {}

  static String provider(ModelRef model) {
    return PROVIDERS.getOrDefault(model.provider(), model.provider());
  }
}
