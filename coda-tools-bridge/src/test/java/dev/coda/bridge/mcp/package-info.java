/** MCP servers that behave and that do not. */
@NullMarked
package dev.coda.bridge.mcp;

import org.jspecify.annotations.NullMarked;
