/** Sign-ins of users to MCP servers with their own accounts. */
@NullMarked
package dev.coda.server.oauth;

import org.jspecify.annotations.NullMarked;
