/** Stored messages with their tool calls and thoughts: the rows that runs write. */
@NullMarked
package dev.coda.api.message;

import org.jspecify.annotations.NullMarked;
