/**
 * Servers of the Model Context Protocol become Coda tools: over a child process's pipes or over
 * streamable HTTP. The protocol is the official Java SDK's; its reactive types stay in here.
 */
@NullMarked
package dev.coda.bridge.mcp;

import org.jspecify.annotations.NullMarked;
