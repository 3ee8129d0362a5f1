package dev.coda.core.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.id.CallId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.core.internal.usage.ApproximateTokenCounter;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContextBuilderTest {
  private static final ContextWindow WIDE = new ContextWindow(1_000_000L, 1_000);
  private static final ContextWindow NARROW = new ContextWindow(10_000L, 1_000);

  private final Talk talk = new Talk();

  @Test
  void eachRequestBeginsWithTheOneBeforeIt() {
    List<ChatMessage> before = List.of();
    for (int turn = 0; turn < 10; turn++) {
      talk.user("question " + turn);
      ContextBuilder context = context(WIDE);
      before = extended(before, context.messages(List.of()));
      List<Part> parts = new ArrayList<>(talk.lookup(500));
      before = extended(before, context.messages(parts));
      parts.addAll(talk.lookup(800));
      before = extended(before, context.messages(parts));
      parts.add(new TextPart("answer " + turn));
      talk.answer(parts);
    }
  }

  @Test
  void oldLargeResultsGiveWayAndTheLatestStays() {
    for (int i = 0; i < 8; i++) {
      talk.user("question").answer(answered(talk.lookup(6_000)));
    }
    talk.user("the last question");

    ContextBuilder context = context(NARROW);
    List<ChatMessage> shown = context.messages(List.of());

    List<String> results = results(shown);
    assertThat(results.get(0)).startsWith("[Shortened: this result had 6000 characters.");
    assertThat(results.get(7)).hasSize(6_000);
    assertThat(results.stream().map(text -> text.startsWith("[Shortened")).toList())
        .isSortedAccordingTo((one, other) -> Boolean.compare(other, one));
    assertThat(context.tokens()).isLessThanOrEqualTo(NARROW.high());
  }

  @Test
  void saysOnceWhichResultsHaveGivenWay() {
    for (int i = 0; i < 8; i++) {
      talk.user("question").answer(answered(talk.lookup(6_000)));
    }
    talk.user("the last question");
    ContextBuilder context = context(NARROW);

    List<ChatMessage> shown = context.messages(List.of());

    assertThat(context.takeEvicted())
        .extracting(CallId::toString)
        .isNotEmpty()
        .containsExactlyElementsOf(
            shown.stream()
                .filter(ToolExecutionResultMessage.class::isInstance)
                .map(ToolExecutionResultMessage.class::cast)
                .filter(result -> result.text().startsWith("[Shortened"))
                .map(ToolExecutionResultMessage::id)
                .toList());
    assertThat(context.takeEvicted()).isEmpty();
  }

  @Test
  void whatTheModelHasNotSeenIsShortenedOnlyIfItWouldNotFit() {
    talk.user("question");
    List<Part> large = talk.lookup(200_000);

    ContextBuilder context = context(NARROW);
    List<ChatMessage> shown = context.messages(large);

    assertThat(results(shown).get(0)).startsWith("[Shortened").hasSizeGreaterThan(4_000);
    assertThat(context.tokens()).isLessThanOrEqualTo(NARROW.high());
  }

  @Test
  void thePrefixChangesSeldomAndALaterRunFindsTheSameOne() {
    int changes = 0;
    List<ChatMessage> before = List.of();
    for (int turn = 0; turn < 40; turn++) {
      talk.user("question " + turn);
      ContextBuilder context = context(NARROW);
      List<Part> parts = new ArrayList<>();
      List<ChatMessage> first = context.messages(List.of());
      changes += isPrefix(before, first) ? 0 : 1;
      parts.addAll(talk.lookup(2_000));
      before = context.messages(parts);
      changes += isPrefix(first, before) ? 0 : 1;
      parts.add(new TextPart("answer"));
      talk.answer(parts);
    }

    assertThat(changes).isBetween(1, 10);
  }

  @Test
  void aLongConversationIsCutBetweenTurnsAndItsEndStays() {
    for (int i = 0; i < 200; i++) {
      talk.user("question " + i).answer(answered(talk.lookup(40)));
    }
    talk.user("the last question");
    ContextBuilder context = context(NARROW);

    Compaction due = context.dueCompaction().orElseThrow();
    context.compact(due, "They talked.");
    List<ChatMessage> shown = context.messages(List.of());

    assertThat(context.dueCompaction()).isEmpty();
    assertThat(((UserMessage) shown.get(1)).singleText()).contains("They talked.");
    assertThat(shown.get(2)).isInstanceOf(AiMessage.class);
    assertThat(((UserMessage) shown.get(3)).singleText()).startsWith("question");
    assertThat(((UserMessage) shown.get(shown.size() - 1)).singleText())
        .isEqualTo("the last question");
    assertThat(context.tokens()).isLessThan(NARROW.low());
  }

  @Test
  void tooManyMessagesAreSummarisedWhateverTheirSize() {
    for (int i = 0; i < 20; i++) {
      talk.user("q").answer("a");
    }
    talk.user("the last question");

    Compaction due = context(new ContextWindow(null, 40)).dueCompaction().orElseThrow();

    assertThat(due.messages()).hasSizeGreaterThan(20);
    assertThat(talk.messages().get(due.messages().size()).role()).isEqualTo(Role.USER);
    assertThat(context(new ContextWindow(null, 1_000)).dueCompaction()).isEmpty();
  }

  @Test
  void theUsersLatestMessageStaysHoweverLongItIs() {
    talk.user("hello").answer("hi").user("long ".repeat(20_000));
    ContextBuilder context = context(NARROW);

    context.dueCompaction().ifPresent(due -> context.compact(due, "They met."));

    List<ChatMessage> shown = context.messages(List.of());
    assertThat(((UserMessage) shown.get(shown.size() - 1)).singleText()).startsWith("long long");
  }

  @Test
  void aSummaryByRuleIsBoundedAndKeepsTheLatest() {
    for (int i = 0; i < 500; i++) {
      talk.user("question number " + i + " " + "x".repeat(500)).answer("answer " + i);
    }

    String summary = new Compaction("Before.", talk.messages()).byRule();

    assertThat(summary)
        .startsWith("Before.")
        .contains("User: question number 499")
        .hasSizeLessThan(7_000);
  }

  @Test
  void roomIsLeftForTheAnswerAndTheTools() {
    ModelInfo model = new ModelInfo(new ModelRef("a", "b"), 100_000, 64_000, null, Set.of());

    assertThat(ContextWindow.of(model, 5_000, 10).tokens()).isEqualTo(70_000);
    assertThat(ContextWindow.of(ModelInfo.unknown(model.ref()), 5_000, 10).tokens()).isNull();
  }

  private ContextBuilder context(ContextWindow window) {
    return ContextBuilder.of(
        "Be helpful.", Branch.of(talk.messages()), window, new ApproximateTokenCounter());
  }

  private static List<Part> answered(List<Part> lookup) {
    List<Part> parts = new ArrayList<>(lookup);
    parts.add(new TextPart("There."));
    return parts;
  }

  private static List<ChatMessage> extended(List<ChatMessage> before, List<ChatMessage> after) {
    assertThat(after).hasSizeGreaterThan(before.size());
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    return after;
  }

  private static boolean isPrefix(List<ChatMessage> before, List<ChatMessage> after) {
    return after.size() >= before.size() && after.subList(0, before.size()).equals(before);
  }

  private static List<String> results(List<ChatMessage> shown) {
    return shown.stream()
        .filter(ToolExecutionResultMessage.class::isInstance)
        .map(message -> ((ToolExecutionResultMessage) message).text())
        .toList();
  }
}
