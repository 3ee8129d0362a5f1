package dev.coda.bridge.mcp;

import dev.coda.bridge.oauth.UserTokens;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all servers of one source share.
 *
 * @param allowedAddresses addresses that HTTP servers may have although they are not public
 * @param connectTimeout the time limit for starting, initialising and listing together
 * @param maxMessageBytes the maximum size of a message; a larger one ends the connection
 * @param elicitation the handler of servers' questions; null if there is none
 * @param tokens the tokens of users; null if no server is called with them
 */
record ConnectionSettings(
    List<String> allowedAddresses,
    Duration connectTimeout,
    int maxMessageBytes,
    @Nullable McpElicitation elicitation,
    @Nullable UserTokens tokens) {}
