/** The tools that models can use, so that people can list and try them. */
@NullMarked
package dev.coda.server.tool;

import org.jspecify.annotations.NullMarked;
