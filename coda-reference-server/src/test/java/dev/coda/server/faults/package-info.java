/** Kills servers in the middle of their work and looks at what is left. */
@NullMarked
package dev.coda.server.faults;

import org.jspecify.annotations.NullMarked;
