package dev.coda.core.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.langchain4j.agent.tool.P;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Beans as containers hand them out: behind a proxy that carries no annotations. */
class ProxiedBeansTest {
  static class Weather {
    @ToolSettings(permission = ToolPermission.ASK)
    @dev.langchain4j.agent.tool.Tool("Returns the weather.")
    String weather(@P(name = "place", value = "A city.") String city) {
      return "rain in " + city;
    }
  }

  /** What Spring generates for a class; the proxies of CDI are subclasses as well. */
  static final class Weather$$SpringCGLIB$$0 extends Weather {
    private final List<String> intercepted = new ArrayList<>();

    @Override
    String weather(String arg0) {
      intercepted.add("weather");
      return super.weather(arg0);
    }
  }

  interface Forecast {
    @dev.langchain4j.agent.tool.Tool("Forecasts.")
    String forecast(@P(name = "days", value = "How many.") int days);
  }

  interface LocalForecast extends Forecast {}

  interface Plain {
    String forecast(int days);
  }

  abstract static class Generic<T> {
    abstract String store(T value);
  }

  static class Numbers extends Generic<Integer> {
    @Override
    @dev.langchain4j.agent.tool.Tool("Stores.")
    String store(Integer value) {
      return "stored " + value;
    }
  }

  static final class Numbers$$Proxy extends Numbers {
    @Override
    String store(Integer arg0) {
      return super.store(arg0);
    }
  }

  static class Sealed {
    @dev.langchain4j.agent.tool.Tool("Is final.")
    final String hidden() {
      return "";
    }
  }

  static final class Sealed_ClientProxy extends Sealed {}

  @Test
  void findsMethodsOfClassBehindSubclassProxy() throws Exception {
    Weather$$SpringCGLIB$$0 proxy = new Weather$$SpringCGLIB$$0();

    Tool tool = onlyToolOf(proxy);

    assertThat(tool.spec().name()).isEqualTo("weather");
    assertThat(tool.spec().permission()).isEqualTo(ToolPermission.ASK);
    assertThat(tool.spec().inputSchema().at("/properties/place/description").asText())
        .isEqualTo("A city.");
    assertThat(call(tool, "place", JsonNodeFactory.instance.textNode("Oslo")))
        .isEqualTo("rain in Oslo");
    assertThat(proxy.intercepted).containsExactly("weather");
  }

  @Test
  void findsMethodsOfInterfaceBehindJdkProxy() throws Exception {
    Tool tool = onlyToolOf(proxy(LocalForecast.class));

    assertThat(call(tool, "days", JsonNodeFactory.instance.numberNode(3)))
        .isEqualTo("forecast [3]");
  }

  @Test
  void findsMethodOfTypeParameterOnceBehindProxy() throws Exception {
    Tool tool = onlyToolOf(new Numbers$$Proxy());

    assertThat(tool.spec().inputSchema().at("/properties/value/type").asText())
        .isEqualTo("integer");
    assertThat(call(tool, "value", JsonNodeFactory.instance.numberNode(3))).isEqualTo("stored 3");
  }

  @Test
  void refusesMethodThatWouldMissTheBeanBehindItsProxy() {
    assertThatThrownBy(() -> JavaTools.from(new Sealed_ClientProxy()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("hidden")
        .hasMessageContaining("neither private nor final");
  }

  @Test
  void namesInterfacesOfProxyWithoutTools() {
    assertThatThrownBy(() -> JavaTools.from(proxy(Plain.class)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is a proxy")
        .hasMessageContaining(Plain.class.getName());
  }

  private static Object proxy(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> method.getName() + " " + List.of(arguments));
  }

  private static Tool onlyToolOf(Object bean) {
    List<Tool> tools = JavaTools.from(bean).tools();
    assertThat(tools).hasSize(1);
    return tools.get(0);
  }

  private static String call(Tool tool, String argument, JsonNode value) throws Exception {
    JsonNode input = JsonNodeFactory.instance.objectNode().set(argument, value);
    return Objects.requireNonNull(tool.execute(input, Contexts.context().build()).output())
        .asText();
  }
}
