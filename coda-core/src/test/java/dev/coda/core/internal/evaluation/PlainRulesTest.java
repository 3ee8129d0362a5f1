package dev.coda.core.internal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.ToolResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The scores are those of {@link PlainRules}, whatever the texts are. */
class PlainRulesTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property
  void findsTheSameWords(@ForAll("texts") String text, @ForAll("texts") String other) {
    assertSame(Words.in(text), Words.in(other), PlainRules.words(text), PlainRules.words(other));
  }

  @Property
  void findsTheSameNumbers(@ForAll("texts") String text, @ForAll("texts") String other) {
    assertSame(
        Numbers.in(text), Numbers.in(other), PlainRules.numbers(text), PlainRules.numbers(other));
  }

  @Property
  void readsTheSameTextInJson(@ForAll("values") JsonNode value) {
    assertThat(ReadText.of(value).strip()).isEqualTo(PlainRules.text(value).strip());
  }

  @Property
  void tellsTheSameWhetherAnAnswerUsesAnOutput(
      @ForAll("values") JsonNode output, @ForAll("texts") String answer) {
    assertThat(ToolEvaluator.uses(output, answer)).isEqualTo(PlainRules.uses(output, answer));
  }

  @Property
  void findsTheSameCallsAppropriate(
      @ForAll("texts") String request,
      @ForAll("texts") String description,
      @ForAll("values") JsonNode input) {
    JsonNode scores =
        new ToolEvaluator()
            .evaluate(
                new ToolCase(
                    "x" + request,
                    "week_forecast",
                    description,
                    input,
                    true,
                    ToolResult.ok(input),
                    Duration.ZERO));

    assertThat(scores.path("appropriate").doubleValue())
        .isEqualTo(PlainRules.appropriate("x" + request, "week_forecast", description, input));
  }

  @Property
  void findsTheSameAnswersGrounded(
      @ForAll("texts") String request,
      @ForAll("values") JsonNode input,
      @ForAll("values") JsonNode output,
      @ForAll("texts") String said) {
    String answer = said + " 42";
    JsonNode scores =
        new AnswerEvaluator()
            .evaluate(new AnswerCase(request, answer, "stop", List.of(call(input, output))));

    assertThat(scores.path("grounded").doubleValue())
        .isEqualTo(ToolEvaluator.round(PlainRules.grounded(request, input, output, answer)));
  }

  @Example
  void readsOnlyTheBeginningOfALongTree() {
    ObjectNode tree = JSON.objectNode().put("a", "word ".repeat(30_000)).put("b", "elsewhere");

    assertThat(Words.in(ReadText.of(tree)).size()).isEqualTo(1);
    assertThat(PlainRules.words(PlainRules.text(tree))).hasSize(1);
  }

  private static void assertSame(
      TermSet terms, TermSet others, Set<String> expected, Set<String> expectedOthers) {
    assertThat(expected).allMatch(term -> terms.contains(term, 0, term.length()));
    assertThat(terms.size()).isEqualTo(expected.size());
    long shared = expected.stream().filter(expectedOthers::contains).count();
    assertThat(terms.countIn(others)).isEqualTo((int) shared);
    terms.removeAll(others);
    assertThat(terms.size()).isEqualTo(expected.size() - (int) shared);
    assertThat(expected)
        .allMatch(term -> terms.contains(term, 0, term.length()) != expectedOthers.contains(term));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> known =
        Arbitraries.of(
            "weather",
            "Weather",
            "WEATHER",
            "the",
            "The",
            "forecast",
            "İstanbul",
            "ΣΟΦΟΣ",
            "σοφος",
            "STRASSE",
            "straße",
            "𝐀𝐁𝐂",
            "𝐚𝐛",
            "😀",
            "naïve",
            "ab",
            "42",
            "042",
            "42.0",
            "4.20",
            "1,234",
            "1,2345",
            "1234",
            "1,234,567.50",
            "1,234,56",
            "0",
            "00",
            "0.50",
            ".5",
            "1.2.3",
            "2026-11-30",
            "٤٢",
            "7",
            "1,2,3",
            "12,",
            ",345",
            "8".repeat(41),
            "0".repeat(39) + "1");
    Arbitrary<String> digits =
        Arbitraries.strings().withChars('0', '1', '2', ',', '.').ofMaxLength(12);
    Arbitrary<String> pieces =
        Arbitraries.oneOf(known, known, digits, Arbitraries.strings().ofMaxLength(5));
    Arbitrary<String> gaps = Arbitraries.of(" ", " ", " ", "", ", ", ".", "_", "\n", "\u0307");
    return Combinators.combine(pieces, gaps)
        .as(String::concat)
        .list()
        .ofMaxSize(14)
        .map(all -> String.join("", all));
  }

  @Provide
  Arbitrary<JsonNode> values() {
    Arbitrary<JsonNode> scalars =
        Arbitraries.oneOf(
            texts().map(JSON::textNode),
            Arbitraries.integers().between(-200, 2_000).map(JSON::numberNode),
            Arbitraries.longs().map(JSON::numberNode),
            Arbitraries.of("1e3", "21.50", "0.0", "1e1000000000", "-4.2E-2")
                .map(number -> JSON.numberNode(new BigDecimal(number))),
            Arbitraries.of(JSON.booleanNode(true), JSON.nullNode(), JSON.numberNode(4.2)));
    return Arbitraries.lazyOf(
        () -> scalars,
        () -> scalars,
        () -> values().list().ofMaxSize(3).map(all -> JSON.arrayNode().addAll(all)),
        () -> values().list().ofMaxSize(3).map(PlainRulesTest::object));
  }

  private static JsonNode object(List<JsonNode> values) {
    ObjectNode object = JSON.objectNode();
    values.forEach(value -> object.set("name" + object.size(), value));
    return object;
  }

  private static ToolCall call(JsonNode input, JsonNode output) {
    return ToolCall.builder(
            new CallId(new UUID(0, 1)),
            new MessageId(new UUID(0, 2)),
            new SessionId(new UUID(0, 3)),
            "forecast",
            input,
            Instant.EPOCH)
        .output(output)
        .status(ToolStatus.SUCCESS)
        .executionTimeMs(5L)
        .build();
  }
}
