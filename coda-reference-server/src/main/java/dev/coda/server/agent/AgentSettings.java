package dev.coda.server.agent;

import dev.coda.api.agent.AgentOptions;
import dev.coda.bridge.mcp.McpTools;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the agent's settings while the database still starts, so that a wrong one is reported
 * without waiting for it. Thread-safe.
 */
@Singleton
final class AgentSettings implements ApplicationEventListener<StartupEvent>, Ordered {
  private final BeanProvider<AgentOptions> options;
  private final @Nullable String mcpConfig;

  AgentSettings(
      BeanProvider<AgentOptions> options,
      @Property(name = "coda.mcp-config") @Nullable String mcpConfig) {
    this.options = options;
    this.mcpConfig = mcpConfig;
  }

  @Override
  public void onApplicationEvent(StartupEvent event) {
    options.get();
    if (mcpConfig != null && !mcpConfig.isBlank()) {
      McpTools.builder(Path.of(mcpConfig)).validate();
    }
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
