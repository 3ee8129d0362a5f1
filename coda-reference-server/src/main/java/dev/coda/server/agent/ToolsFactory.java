package dev.coda.server.agent;

import dev.coda.api.tool.ToolSource;
import dev.coda.bridge.mcp.McpElicitation;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.bridge.oauth.UserTokens;
import dev.coda.bridge.schema.SchemaTools;
import dev.coda.sampletools.SampleToolService;
import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.PrivateAccess;
import dev.coda.server.config.ServerSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Offers the tools of {@code CODA_TOOLS_DIR} and of the MCP servers in {@code CODA_MCP_CONFIG}, and
 * without {@code DATABASE_URL} the samples too, which then run in this process and are called over
 * HTTP like any other. Thread-safe.
 */
@Factory
final class ToolsFactory {
  private static final String MCP_CONFIG = "coda.mcp-config";
  private static final String SAMPLE_URL = "SAMPLE_TOOLS_URL";

  @Singleton
  @Named("folder")
  @Bean(preDestroy = "close")
  ToolSource folderTools(ServerSettings settings) {
    return SchemaTools.builder(settings.toolsDir())
        .allowedAddresses(settings.toolsAllowedAddresses())
        .watch();
  }

  /** The server does not wait for them: their tools appear as they answer. */
  @Singleton
  @Requires(property = MCP_CONFIG, pattern = ".+")
  @Bean(
      preDestroy = "close",
      typed = {McpTools.class, ToolSource.class})
  McpTools mcpTools(
      @Property(name = MCP_CONFIG) Path config, ServerSettings settings, UserTokens tokens) {
    return McpTools.builder(config)
        .allowedAddresses(settings.toolsAllowedAddresses())
        .startTimeout(Duration.ZERO)
        .elicitation(McpElicitation.RUN)
        .tokens(tokens)
        .connect();
  }

  @Singleton
  @Requires(condition = WithoutDatabaseUrl.class)
  @Bean(preDestroy = "close")
  SampleToolService sampleService() {
    try {
      return SampleToolService.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the sample tools could not start on loopback", e);
    }
  }

  @Singleton
  @Named("samples")
  @Requires(beans = SampleToolService.class)
  @Bean(preDestroy = "close")
  ToolSource sampleTools(SampleToolService service, DataDirectory directory) {
    Path schemas = directory.resolve("sample-tools");
    try {
      SampleToolService.writeSchemas(schemas);
      PrivateAccess.tighten(schemas);
    } catch (IOException e) {
      throw new UncheckedIOException("the sample tools' schemas could not be written", e);
    }
    URI uri = service.uri();
    return SchemaTools.builder(schemas)
        .environment(Map.of(SAMPLE_URL, uri.toString())::get)
        .allowedAddresses(List.of(uri.getHost() + ":" + uri.getPort()))
        .watch();
  }
}
