package dev.coda.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Price;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelRouterTest {
  private final Fakes.Provider a = Fakes.provider("a", Fakes.say("from a"));
  private final Fakes.Provider b = Fakes.provider("b", Fakes.say("from b"));
  private final ModelRouter router =
      ModelRouter.builder()
          .providers(a, b)
          .route("fast", Route.fallback("b/m", "a/m"))
          .route("safe", Route.fallback("a/m", "b/m"))
          .route("a/m", Route.fallback("b/m"))
          .build();

  @Test
  void findsAModelByItsReference() {
    assertThat(Fakes.call(ModelRouter.of(a, b), "a/m").text()).isEqualTo("from a");
  }

  @Test
  void findsARouteByItsAlias() {
    assertThat(router.resolve("fast")).isEqualTo(ModelRef.of("route/fast"));
    assertThat(Fakes.call(router, "fast").text()).isEqualTo("from b");
  }

  @Test
  void aRouteMayTakeAModelsPlace() {
    assertThat(Fakes.call(router, "a/m").text()).isEqualTo("from b");
  }

  @Test
  void anUnknownAliasOrProviderIsToldWhatThereIs() {
    assertThatThrownBy(() -> router.resolve("slow"))
        .isInstanceOfSatisfying(
            CodaException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.MODEL_NOT_FOUND))
        .hasMessage("There is no route 'slow'; there are fast, safe.");
    assertThatThrownBy(() -> router.model(ModelRef.of("route/slow"), Map.of()))
        .hasMessageContaining("fast, safe");
    assertThatThrownBy(() -> router.resolve("c/m"))
        .hasMessage("There is no provider 'c'; there are a, b.");
    assertThatThrownBy(() -> ModelRouter.of(a).resolve("x"))
        .hasMessage("There is no route 'x'; there are none.");
    assertThatThrownBy(() -> router.resolve(" ")).isInstanceOf(ProviderException.class);
  }

  @Test
  void aRouteToNowhereIsRefused() {
    var builder = ModelRouter.builder().providers(a).route("r", Route.fallback("c/m"));

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'r'")
        .hasMessageContaining("'c'; there are a");
  }

  @Test
  void listsRoutesAfterModelsWithWhatAllTheirTargetsCanDo() {
    assertThat(router.models())
        .extracting(info -> info.ref().toString())
        .containsExactly("a/m", "b/m", "route/fast", "route/safe");
    assertThat(router.defaultModel()).contains(ModelRef.of("a/m"));
    ModelInfo fast = router.info(ModelRef.of("route/fast"));
    assertThat(fast.contextWindow()).isEqualTo(1000);
    assertThat(fast.price()).isNull();
  }

  @Test
  void knowsAModelThatOnlyUsersHaveAKeyFor() {
    ModelInfo known = ModelRouter.of(new Keyless("k")).info(ModelRef.of("k/m-2026-01-01"));

    assertThat(known.contextWindow()).isEqualTo(9000);
    assertThat(known.price()).isEqualTo(Price.of("1", "2"));
  }

  @Test
  void usesAUsersKeyForItsProviderAndTheServersForTheOthers() {
    router.model(ModelRef.of("route/fast"), Map.of("b", Credentials.of("own")));

    assertThat(b.keys).containsExactly("own");
    assertThat(a.keys).containsExactly("server");
  }

  @Test
  void leavesOutATargetWithoutAnyKey() {
    var keyless = new Keyless("k");
    ModelRouter partly =
        ModelRouter.builder()
            .providers(List.of(keyless, b))
            .route("r", Route.fallback("k/m", "b/m"))
            .route("none", Route.fallback("k/m"))
            .build();
    Recording heard = new Recording(CancelSignal.create());

    partly.model(ModelRef.of("route/r"), Map.of()).chat(Fakes.REQUEST, heard);

    assertThat(heard.heard).startsWith("start b 1");
    assertThatThrownBy(() -> partly.model(ModelRef.of("route/none"), Map.of()))
        .isInstanceOfSatisfying(
            CodaException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.AUTHENTICATION));
  }

  @Test
  void remembersNothingOfModelsThatNobodyLists() {
    for (int i = 0; i < 10; i++) {
      router.model(ModelRef.of("a/made-up-" + i), Map.of());
    }

    assertThat(router.states()).isEmpty();
  }

  private record Keyless(String name) implements ModelProvider {
    @Override
    public List<ModelInfo> models() {
      return List.of();
    }

    @Override
    public Optional<ModelInfo> info(String modelName) {
      ModelRef ref = new ModelRef(name, modelName);
      return Optional.of(new ModelInfo(ref, 9000, 100, Price.of("1", "2"), Set.of()));
    }

    @Override
    public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
      throw ProviderException.of(FailureKind.AUTHENTICATION, name, "There is no key.").build();
    }
  }
}
