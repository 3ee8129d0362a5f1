/** The life of the process: signals, orderly shutdown, and the exit when memory is exhausted. */
@NullMarked
package dev.coda.server.process;

import org.jspecify.annotations.NullMarked;
