/** Users' sign-ins to MCP servers with accounts of their own. */
@NullMarked
package dev.coda.server.oauth;

import org.jspecify.annotations.NullMarked;
