/** The tools that models can use, for people to see and try. */
@NullMarked
package dev.coda.server.tool;

import org.jspecify.annotations.NullMarked;
