package dev.coda.bridge.mcp;

import dev.coda.bridge.oauth.ProtectedServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server as the configuration describes it.
 *
 * @param prefix the unique prefix of its tools' names
 * @param timeout the time limit of one tool call
 * @param protectedServer the server to which users sign in, if it requires that; null if it is a
 *     program, or called with the credentials of its entry
 */
record ServerEntry(
    String name,
    String prefix,
    ServerEndpoint endpoint,
    ToolRules rules,
    Duration timeout,
    @Nullable ProtectedServer protectedServer) {}
