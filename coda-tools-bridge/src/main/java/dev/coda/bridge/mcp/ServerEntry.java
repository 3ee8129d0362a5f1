package dev.coda.bridge.mcp;

import dev.coda.bridge.oauth.ProtectedServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server as the configuration describes it.
 *
 * @param prefix what the names of its tools begin with, which no other server's do
 * @param timeout how long one call of a tool may take
 * @param protectedServer what users sign in to if the server wants that; null if it is a program,
 *     or called with the credentials of its entry
 */
record ServerEntry(
    String name,
    String prefix,
    ServerEndpoint endpoint,
    ToolRules rules,
    Duration timeout,
    @Nullable ProtectedServer protectedServer) {}
