package dev.coda.bridge.mcp;

import dev.coda.bridge.oauth.UserTokens;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all servers of one source share.
 *
 * @param allowedAddresses addresses that HTTP servers may have although they are not public
 * @param connectTimeout how long starting, initialising and listing may take together
 * @param maxMessageBytes how large a message may be; a larger one ends the connection
 * @param elicitation who answers what servers ask; null if nobody does
 * @param tokens the tokens of users; null if no server is called with them
 */
record ConnectionSettings(
    List<String> allowedAddresses,
    Duration connectTimeout,
    int maxMessageBytes,
    @Nullable McpElicitation elicitation,
    @Nullable UserTokens tokens) {}
