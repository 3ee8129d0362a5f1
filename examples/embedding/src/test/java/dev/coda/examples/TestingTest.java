package dev.coda.examples;

import static dev.coda.testkit.trajectory.TrajectoryAssert.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.java.JavaTools;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.hosted.HostedProvider;
import dev.coda.testkit.cassette.RecordingModel;
import dev.coda.testkit.cassette.ReplayModel;
import dev.coda.testkit.junit.CodaExtension;
import dev.coda.testkit.mock.MockExchange;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.proxy.Cut;
import dev.coda.testkit.proxy.FaultProxy;
import dev.coda.testkit.proxy.Faults;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class TestingTest {
  // region extension
  @RegisterExtension
  private final CodaExtension coda =
      CodaExtension.with(
          InMemoryStores::create,
          (model, stores) ->
              CodaAgent.builder()
                  .models(
                      ModelRouter.builder().providers(model).retry(RetrySettings.none()).build())
                  .tools(ToolSource.of(new Doubler()), ToolSource.of(refund()))
                  .stores(stores)
                  .build());

  // endregion

  @TempDir private Path folder;

  // region trajectory
  @Test
  void doublesBeforeItAnswers() {
    coda.model()
        .add(ModelScript.create().callTool("double", "{\"n\": 21}"))
        .add(ModelScript.create().say("It is 42."));

    assertThat(coda.ask("What is twice 21?"))
        .completed()
        .called("double", input -> input.path("n").asInt() == 21)
        .calledAtMost(1, "double")
        .askedModelAtMost(2)
        .tokensBelow(1_000)
        .answer()
        .contains("42");
  }

  // endregion

  // region fault
  @Test
  void saysWhyItFailed() {
    ProviderException busy =
        ProviderException.of(FailureKind.RATE_LIMITED, "scripted", "Too many requests.").build();
    coda.model().add(ModelScript.create().say("It is").fail(busy));

    assertThat(coda.ask("What is twice 21?")).failed("rate_limited").answer().isEqualTo("It is");
  }

  // endregion

  // region approval test
  record Refund(String order, int cents) {}

  @Test
  void refundsWhatAPersonApproved() {
    coda.model().calls("refund", new Refund("A7", 500)).says("Done.");

    assertThat(coda.ask("Refund A7"))
        .awaitsApproval("refund", Refund.class, refund -> refund.cents() == 500);
    assertThat(coda.approve()).completed().calledSuccessfully("refund").answer().isEqualTo("Done.");
  }

  // endregion

  @Test
  void recordsAndReplays() {
    Path file = folder.resolve("double.json");
    coda.model().add(ModelScript.create().say("Hello."));
    // region record
    ModelProvider recorded = RecordingModel.of(coda.model(), file);
    // endregion
    assertThat(ask(recorded)).completed();
    // region replay
    ReplayModel replay = ReplayModel.of(file);
    assertThat(ask(replay)).completed();
    replay.assertPlayed();
    // endregion
  }

  @Test
  void breaksTheNetwork() {
    // region mock
    try (MockModelServer server = MockModelServer.start(MockReply.text("Hel", "lo"));
        FaultProxy network = FaultProxy.to(server.port())) {
      network.set(Faults.none().latency(Duration.ofMillis(20)).slice(7).cutAfter(250, Cut.FIN));

      Run run = ask(hosted(MockModelServer.baseUrl(network.port())));

      assertThat(run).failed("stream_cut");
      MockExchange exchange = server.exchanges().get(0);
      exchange.awaitClientClose(Duration.ofSeconds(10));
    }
    // endregion
  }

  private static HostedProvider hosted(String baseUrl) {
    return HostedProvider.builder().baseUrl(baseUrl).build();
  }

  private Run ask(ModelProvider provider) {
    CodaAgent agent =
        CodaAgent.builder()
            .models(ModelRouter.builder().providers(provider).retry(RetrySettings.none()).build())
            .stores(coda.stores())
            .build();
    String model = provider instanceof HostedProvider ? MockModelServer.MODEL : "model";
    return agent.start(
        RunRequest.builder(coda.newSession())
            .text("Hello?")
            .model(new ModelRef(provider.name(), model))
            .build());
  }

  private static Tool refund() {
    return JavaTools.tool(
        "refund",
        "Pays an order back.",
        Refund.class,
        spec -> spec.permission(ToolPermission.ASK),
        (order, context) -> order.cents());
  }

  private static final class Doubler implements Tool {
    @Override
    public ToolSpec spec() {
      return ToolSpec.builder("double").description("Doubles a number.").build();
    }

    @Override
    public ToolResult execute(JsonNode input, ToolContext context) {
      return ToolResult.ok(IntNode.valueOf(2 * input.path("n").asInt()));
    }
  }
}
