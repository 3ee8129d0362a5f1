package dev.coda.providers.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunPaused;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelParameters;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.core.CodaAgent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a conversation holds, the next question can be asked of any provider: models change at
 * every turn, answer at random, break off, call tools that fail or that are not there, and people
 * deny, branch and change the tools. Each host refuses what its published rules forbid.
 */
@Timeout(120)
class RandomHistoriesTest {
  private static final int CONVERSATIONS = 20;
  private static final int TURNS = 8;
  private static final ModelRef[] MODELS = {
    new ModelRef("anthropic", "claude-sonnet-4-5"),
    new ModelRef("anthropic", "claude-opus-4-8"),
    new ModelRef("openai", "gpt-5.4"),
    new ModelRef("openai", "gpt-5-mini"),
    new ModelRef("chat", "gpt-4.1"),
    new ModelRef("google", "gemini-3.5-flash"),
    new ModelRef("google", "gemini-2.5-pro"),
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRequestKeepsTheRulesOfItsHost(long seed) throws Exception {
    Dice dice = new Dice(seed);
    try (HistoryHost host = new HistoryHost(() -> HostReply.drawn(dice));
        CodaAgent agent = HostedAgent.over(host)) {
      for (int i = 0; i < CONVERSATIONS; i++) {
        converse(agent, dice);
      }
      assertThat(host.refusals()).isEmpty();
      assertThat(host.requests()).hasSizeGreaterThan(CONVERSATIONS * TURNS / 2);
    }
  }

  private static void converse(CodaAgent agent, Dice dice) {
    SessionId session = new SessionId(UUID.randomUUID());
    agent.stores().sessions().create(Session.start(session, UserId.LOCAL, Instant.now()));
    for (int turn = 0; turn < TURNS; turn++) {
      RunRequest.Builder request =
          RunRequest.builder(session)
              .model(dice.one(MODELS))
              .content(content(dice))
              .limits(RunLimits.builder().maxSteps(1 + dice.below(4)).build());
      if (dice.hits(60)) {
        request.tools(dice.one(Set.of(), Set.of("look"), Set.of("write", "ask")));
      }
      if (dice.hits(20)) {
        request.parentId(answer(agent, session, dice));
      }
      if (dice.hits(60)) {
        request.parameters(ModelParameters.builder().reasoningEffort("low").build());
      }
      watch(agent.start(request.build()), dice);
    }
  }

  private static List<Part> content(Dice dice) {
    List<Part> parts = new ArrayList<>();
    parts.add(new TextPart(dice.one("hello", " padded ", "\ud83d\ude00", "cut \ud83d", "0")));
    if (dice.hits(10)) {
      byte[] image = "no image".getBytes(StandardCharsets.UTF_8);
      parts.add(MediaPart.of(dice.one("image/png", "image/tiff", "application/pdf"), image, "x"));
    }
    return parts;
  }

  /** Somewhere to continue from: the end of an earlier answer. */
  private static @Nullable MessageId answer(CodaAgent agent, SessionId session, Dice dice) {
    List<MessageNode> path =
        agent.stores().sessions().path(UserId.LOCAL, session, PathQuery.page(null, null, 100));
    int answers = path.size() / 2;
    return answers == 0 ? null : path.get(2 * dice.below(answers) + 1).message().id();
  }

  private static void watch(Run run, Dice dice) {
    List<CallId> asked = new ArrayList<>();
    run.forEach(event -> {
      if (event.payload() instanceof ApprovalRequired approval) {
        asked.add(approval.callId());
      } else if (event.payload() instanceof RunPaused) {
        if (dice.hits(20)) {
          run.cancel();
        } else {
          asked.forEach(call ->
              run.decide(
                  new ApprovalDecision(
                      call,
                      dice.one(ApprovalDecision.Verdict.APPROVE, ApprovalDecision.Verdict.DENY),
                      null,
                      null)));
        }
        asked.clear();
      }
    });
  }
}
