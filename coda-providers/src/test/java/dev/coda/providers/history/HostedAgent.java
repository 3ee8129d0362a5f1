package dev.coda.providers.history;

import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.routing.BreakerSettings;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.anthropic.AnthropicProvider;
import dev.coda.providers.google.GoogleProvider;
import dev.coda.providers.openai.OpenAiApi;
import dev.coda.providers.openai.OpenAiProvider;
import java.time.Duration;
import java.util.Map;

/** An agent whose providers are all at one {@link HistoryHost}. */
final class HostedAgent {
  private HostedAgent() {}

  static CodaAgent over(HistoryHost host) {
    return over(host, InMemoryStores.create(), "k", "/", Map.of());
  }

  /**
   * Creates an agent over these stores.
   *
   * @param key the key of all providers
   * @param path the path at which the host's addresses begin
   * @param headers the headers of every request
   */
  static CodaAgent over(
      HistoryHost host, Stores stores, String key, String path, Map<String, String> headers) {
    TransportSettings transport = TransportSettings.builder().headers(headers).build();
    return CodaAgent.builder()
        .models(
            ModelRouter.builder()
                .providers(
                    AnthropicProvider.builder()
                        .apiKey(key)
                        .baseUrl(host.url(path))
                        .transport(transport)
                        .build(),
                    OpenAiProvider.builder()
                        .api(OpenAiApi.RESPONSES)
                        .apiKey(key)
                        .baseUrl(host.url(path + "v1"))
                        .transport(transport)
                        .build(),
                    OpenAiProvider.builder()
                        .name("chat")
                        .api(OpenAiApi.CHAT_COMPLETIONS)
                        .apiKey(key)
                        .baseUrl(host.url(path + "v1"))
                        .transport(transport)
                        .build(),
                    GoogleProvider.builder()
                        .apiKey(key)
                        .baseUrl(host.url(path))
                        .transport(transport)
                        .build())
                .retry(RetrySettings.none())
                .breaker(new BreakerSettings(1000, Duration.ofMinutes(1), 1000, 1, Duration.ZERO))
                .build())
        .tools(
            ToolSource.of(
                tool("look", ToolPermission.ALLOW),
                tool("write", ToolPermission.ALLOW),
                tool("ask", ToolPermission.ASK),
                Tool.of(
                    spec("fails", ToolPermission.ALLOW),
                    (input, context) -> {
                      throw new IllegalStateException("It does not work.");
                    })))
        .stores(stores)
        .build();
  }

  private static Tool tool(String name, ToolPermission permission) {
    return Tool.of(spec(name, permission), (input, context) -> ToolResult.text(""));
  }

  private static ToolSpec spec(String name, ToolPermission permission) {
    return ToolSpec.builder(name)
        .description("Does what it is called.")
        .inputSchema("{\"type\": \"object\", \"properties\": {\"q\": {\"type\": \"string\"}}}")
        .permission(permission)
        .build();
  }
}
