package dev.coda.providers.internal.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCountTest {
  @ParameterizedTest
  @CsvSource({"gpt-4, 6", "gpt-4o, 6", "gpt-5-mini, 6", "openai/gpt-4.1, 6", "o3, 6"})
  void countsOpenAisTokensExactly(String model, int tokens) {
    assertThat(ModelFamily.of(model)).isEqualTo(ModelFamily.OPENAI);
    assertThat(ModelFamily.OPENAI.counter(model).count("tiktoken is great!")).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource({"gpt-4, 9", "gpt-4o, 8"})
  void knowsTheVocabularyOfAModel(String model, int tokens) {
    assertThat(ModelFamily.OPENAI.counter(model).count("お誕生日おめでとう")).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5, ANTHROPIC",
    "anthropic/claude-3.5-haiku, ANTHROPIC",
    "gemini-2.5-flash, GOOGLE",
    "o4-mini, OPENAI",
    "openai/gpt-oss-120b, OPENAI",
    "llama3.3:70b, OTHER",
    "olmo, OTHER"
  })
  void knowsAModelsFamilyByItsName(String model, ModelFamily family) {
    assertThat(ModelFamily.of(model)).isEqualTo(family);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        The quick brown fox jumps over the lazy dog. Durable execution means that a program survives the \
        loss of the machine on which it runs, because every step is written down before the next begins.\
        """,
        """
        Die Geschwindigkeitsbegrenzung auf Bundesautobahnen wird seit Jahrzehnten diskutiert, ohne dass \
        sich eine Mehrheit dafür gefunden hätte.\
        """,
        """
        public static int gcd(int a, int b) {
          while (b != 0) {
            int t = a % b;
            a = b;
            b = t;
          }
          return a;
        }\
        """,
        """
        {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1700000000,"choices":[{"index":0,\
        "delta":{"content":"Hello"},"finish_reason":null}]}\
        """,
        "人工智能正在改变世界，但是它也带来了许多新的问题。我们需要认真思考如何使用这项技术。",
        "Быстрая коричневая лиса перепрыгивает через ленивую собаку, пока солнце садится за"
            + " горизонт."
      })
  void estimatesLieWithinHalfOfTheTruth(String text) {
    double exact = ModelFamily.OPENAI.counter("gpt-4o").count(text);

    assertThat(new TokenEstimate(1).count(text) / exact)
        .as("against %s", exact)
        .isBetween(0.7, 1.5);
  }

  @Property
  void anEstimateIsNeverMoreThanTheBytesAndNeverNothing(@ForAll String text) {
    for (ModelFamily family : ModelFamily.values()) {
      int tokens = family.counter("x").count(text);

      assertThat(tokens)
          .isBetween(
              text.isEmpty() ? 0 : 1, Math.max(0, text.getBytes(StandardCharsets.UTF_8).length));
    }
  }
}
