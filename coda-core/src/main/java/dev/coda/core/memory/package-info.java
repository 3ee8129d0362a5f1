/** The memory across the sessions of one user: embeds messages and recalls them. */
@NullMarked
package dev.coda.core.memory;

import org.jspecify.annotations.NullMarked;
