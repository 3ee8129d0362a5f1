package dev.coda.bridge.mcp;

import java.time.Duration;

/**
 * One server as the configuration describes it.
 *
 * @param prefix what the names of its tools begin with, which no other server's do
 * @param timeout how long one call of a tool may take
 */
record ServerEntry(
    String name, String prefix, ServerEndpoint endpoint, ToolRules rules, Duration timeout) {}
