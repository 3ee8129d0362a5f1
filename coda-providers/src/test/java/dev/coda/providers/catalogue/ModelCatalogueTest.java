package dev.coda.providers.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Price;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogueTest {
  private final ModelCatalogue catalogue = ModelCatalogue.bundled();

  @Test
  void keepsPricesAsDecimals() {
    Price price = Objects.requireNonNull(info("openai/gpt-5.4-mini").price());
    assertThat(price.cacheRead()).isEqualTo(new BigDecimal("0.075"));
  }

  @Test
  void knowsTheModelOfACertainDay() {
    ModelInfo dated = info("openai/gpt-5-mini-2025-08-07");
    assertThat(dated.ref()).isEqualTo(ModelRef.of("openai/gpt-5-mini-2025-08-07"));
    assertThat(dated.contextWindow()).isEqualTo(info("openai/gpt-5-mini").contextWindow());
    assertThat(catalogue.find(dated.ref()).takesSampling()).isFalse();
  }

  @Test
  void hasNoPriceForAModelItDoesNotKnow() {
    ModelInfo unknown = info("openai/never-heard-of");
    assertThat(unknown).isEqualTo(ModelInfo.unknown(ModelRef.of("openai/never-heard-of")));
  }

  @Test
  void letsAnotherFileCorrectAndAdd() {
    ModelCatalogue own =
        catalogue.with(
            json(
                """
                {"models":[
                 {"model":"openai/gpt-5.4","context_window":5,"capabilities":["tools"]},
                 {"model":"hosted/org/m","price":{"input":"0.1","output":"0.2"}, "later":1}]}\
                """));
    assertThat(own.find(ModelRef.of("openai/gpt-5.4")).info().contextWindow()).isEqualTo(5);
    assertThat(own.models("hosted")).hasSize(1);
    assertThat(own.models("openai")).hasSameSizeAs(catalogue.models("openai"));
    assertThat(info("openai/gpt-5.4").capabilities()).contains(ModelCapability.REASONING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"models\":[{}]}", "{\"models\":[{\"model\":\"x\"}]}"})
  void refusesAFileOfAnotherShape(String file) {
    assertThatThrownBy(() -> catalogue.with(json(file))).isInstanceOf(ConfigurationException.class);
  }

  private ModelInfo info(String ref) {
    return catalogue.find(ModelRef.of(ref)).info();
  }

  @ParameterizedTest
  @ValueSource(strings = {"o5-mini", "gpt-7", "gpt-5.9-2027-01-01"})
  void takesAModelOfOpenAisThatIsTooNewForOneThatThinks(String name) {
    CatalogueEntry entry = ModelCatalogue.bundled().find(new ModelRef("openai", name));
    assertThat(entry.takesSampling()).isFalse();
    assertThat(entry.info().capabilities()).contains(ModelCapability.REASONING);
    assertThat(entry.info().price()).isNull();
  }

  @Test
  void knowsWhatIsListedFromWhatIsNot() {
    assertThat(ModelCatalogue.bundled().info(ModelRef.of("openai/gpt-5-2025-08-07")))
        .hasValueSatisfying(info -> assertThat(info.contextWindow()).isEqualTo(400_000));
    assertThat(ModelCatalogue.bundled().info(ModelRef.of("openai/gpt-7"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "google", "mistral", "deepseek", "groq", "xai"})
  void statesOfEachModelAWindowAndAPriceThatCanBe(String provider) {
    assertThat(catalogue.models(provider))
        .isNotEmpty()
        .allSatisfy(info -> {
          int window = Objects.requireNonNull(info.contextWindow());
          assertThat(Objects.requireNonNullElse(info.maxOutput(), window))
              .isPositive()
              .isLessThanOrEqualTo(window);
          Price price = Objects.requireNonNull(info.price());
          assertThat(price.output()).isGreaterThanOrEqualTo(price.input());
          assertThat(Objects.requireNonNull(price.cacheRead()))
              .isPositive()
              .isLessThan(price.input());
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/gpt-6-sol",
        "openai/gpt-5.5",
        "anthropic/claude-opus-4-7",
        "google/gemini-3.8-flash"
      })
  void knowsModelsThatTakeNoTemperature(String ref) {
    assertThat(catalogue.find(ModelRef.of(ref)).takesSampling()).isFalse();
  }

  private static InputStream json(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
