/** The agent's loop on one page: reason, select tools, execute them, synthesise. */
@NullMarked
package dev.coda.core.internal.loop;

import org.jspecify.annotations.NullMarked;
