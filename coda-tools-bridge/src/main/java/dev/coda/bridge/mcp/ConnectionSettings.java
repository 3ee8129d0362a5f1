package dev.coda.bridge.mcp;

import java.time.Duration;
import java.util.List;

/**
 * What all servers of one source share.
 *
 * @param allowedAddresses addresses that HTTP servers may have although they are not public
 * @param connectTimeout how long starting, initialising and listing may take together
 * @param maxResultBytes how large a result may be, as JSON
 */
record ConnectionSettings(
    List<String> allowedAddresses,
    Duration connectTimeout,
    int maxResultBytes,
    McpElicitation elicitation) {
  /** How much larger than a result a message may be: what surrounds it, and escapes. */
  int maxMessageBytes() {
    return 2 * maxResultBytes + 64 * 1024;
  }
}
