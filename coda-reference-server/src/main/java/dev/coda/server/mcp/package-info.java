/**
 * Coda as a server of the Model Context Protocol: any host can use its tools, and ask its agent.
 */
@NullMarked
package dev.coda.server.mcp;

import org.jspecify.annotations.NullMarked;
