package dev.coda.server.agent;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunAdmission;
import dev.coda.api.id.IdSource;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.CodaAgent;
import dev.coda.core.memory.SemanticMemory;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.signal.Signals;
import dev.coda.providers.anthropic.AnthropicProvider;
import dev.coda.providers.demo.DemoProvider;
import dev.coda.providers.demo.Pace;
import dev.coda.providers.google.GoogleProvider;
import dev.coda.providers.hosted.HostProfile;
import dev.coda.providers.hosted.HostedProvider;
import dev.coda.providers.openai.OpenAiApi;
import dev.coda.providers.openai.OpenAiProvider;
import dev.coda.server.config.ServerSettings;
import dev.coda.server.key.ApiKeys;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts the agent together. Thread-safe. */
@Factory
final class AgentFactory {
  /** A run holds its earlier messages several times over, and many runs are active at once. */
  private static final int HEAP_PER_CONTEXT = 256;

  private static final long LEAST_CONTEXT = 1L << 20;
  private static final long MOST_CONTEXT = 32L << 20;

  /** A supervisor waits for about half a minute, and the rest of a shutdown takes time as well. */
  private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

  @Singleton
  AgentOptions options(
      ServerSettings settings,
      AuxiliaryModels sideModels,
      MaximumLimits ceilings,
      ByteCeilings bytes,
      OfferSettings offer,
      ModelRouter router) {
    return AgentOptions.builder()
        .limits(ceilings.highest())
        .maxAnswerBytes(bytes.maxAnswerBytes())
        .maxToolInputBytes(bytes.maxToolInputBytes())
        .maxRunBytes(bytes.maxRunBytes())
        .maxOfferedTools(offer.maxOfferedTools())
        .lenientToolInput(offer.lenientToolInput())
        .contextBytes(
            Math.clamp(
                Runtime.getRuntime().maxMemory() / HEAP_PER_CONTEXT, LEAST_CONTEXT, MOST_CONTEXT))
        .leaseTime(settings.leaseTime())
        .handOverOnClose(true)
        .closeTime(CLOSE_TIME)
        .judge(sideModels.judgeModel(router), sideModels.judgeTimeout())
        .titleModel(sideModels.titleModel(router))
        .summaryModel(sideModels.summaryModel(router))
        .build();
  }

  /** Providers with a key come first: the first model of the first one is the default. */
  @Singleton
  List<ModelProvider> providers(ProviderSettings settings, Pace demoPace) {
    List<ModelProvider> providers = new ArrayList<>();
    providers.add(
        OpenAiProvider.builder()
            .apiKey(settings.openaiKey())
            .baseUrl(Objects.requireNonNullElse(settings.openaiUrl(), OpenAiProvider.BASE_URL))
            .api(
                settings.openaiProtocol() == null
                    ? null
                    : OpenAiApi.from(settings.openaiProtocol()))
            .build());
    providers.add(
        AnthropicProvider.builder()
            .apiKey(settings.anthropicKey())
            .baseUrl(
                Objects.requireNonNullElse(settings.anthropicUrl(), AnthropicProvider.BASE_URL))
            .build());
    providers.add(
        GoogleProvider.builder()
            .apiKey(settings.googleKey())
            .baseUrl(Objects.requireNonNullElse(settings.googleUrl(), GoogleProvider.BASE_URL))
            .build());
    if (settings.hostedUrl() != null || settings.hostedProfile() != null) {
      providers.add(hosted(settings));
    }
    providers.add(DemoProvider.create(demoPace));
    return List.copyOf(providers);
  }

  /** About as fast as a real model writes. */
  @Singleton
  @Secondary
  Pace demoPace() {
    return Pace.of(Duration.ofMillis(15));
  }

  /** The key that people have for a public host goes to that host's own address only. */
  private static HostedProvider hosted(ProviderSettings settings) {
    HostProfile profile =
        settings.hostedProfile() == null ? null : HostProfile.named(settings.hostedProfile());
    String key = settings.hostedKey();
    if (key == null && settings.hostedUrl() == null && profile != null) {
      key = profile.keyName() == null ? null : System.getenv(profile.keyName());
    }
    return HostedProvider.builder()
        .profile(profile)
        .baseUrl(settings.hostedUrl())
        .apiKey(key)
        .build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  CodaAgent agent(
      ModelRouter router,
      List<ToolSource> tools,
      @Named("runs") ExecutorService runThreads,
      SemanticMemory memory,
      MemorySettings memorySettings,
      AgentOptions options,
      OpenTelemetry telemetry,
      RunAdmission admission,
      Clock clock,
      IdSource ids,
      ApiKeys keys,
      Signals signals) {
    CodaAgent.Builder agent = CodaAgent.builder();
    if (memorySettings.enabled()) {
      agent.memory(memory);
    } else {
      agent.stores(memory.stores());
    }
    return agent
        .models(router)
        .tools(tools.toArray(ToolSource[]::new))
        .options(options)
        .executor(runThreads)
        .telemetry(telemetry)
        .admission(admission)
        .signals(signals)
        .clock(clock)
        .ids(ids)
        .credentials(keys::credentials)
        .build();
  }

  @Singleton
  @Named("runs")
  @Bean(preDestroy = "shutdownNow")
  ExecutorService runThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("run-", 0).factory());
  }
}
