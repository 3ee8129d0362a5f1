package dev.coda.bridge.mcp;

import java.time.Duration;

/**
 * One server as the configuration describes it.
 *
 * @param timeout how long one call of a tool may take
 */
record ServerEntry(String name, ServerEndpoint endpoint, ToolRules rules, Duration timeout) {}
