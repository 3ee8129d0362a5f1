/** Foreign tools as Coda tools: HTTP services, OpenAPI documents, and MCP servers. */
open module dev.coda.bridge {
  requires transitive dev.coda.api;
  requires dev.coda.core;
  requires okhttp3;
  requires okio;
  // Okio has no descriptor to say that it uses it.
  requires java.logging;
  requires org.slf4j;
  requires static com.fasterxml.jackson.dataformat.yaml;
  requires static org.yaml.snakeyaml;
  requires static io.modelcontextprotocol.sdk.mcp.core;
  requires static io.modelcontextprotocol.sdk.mcp.json.jackson2;
  requires static reactor.core;

  exports dev.coda.bridge.agent;
  exports dev.coda.bridge.http;
  exports dev.coda.bridge.mcp;
  exports dev.coda.bridge.oauth;
  exports dev.coda.bridge.schema;
}
