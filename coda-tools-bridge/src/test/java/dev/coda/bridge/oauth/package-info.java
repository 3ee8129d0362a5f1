/** MCP servers that behave and that do not. */
@NullMarked
package dev.coda.bridge.oauth;

import org.jspecify.annotations.NullMarked;
