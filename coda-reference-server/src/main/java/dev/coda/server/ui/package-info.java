/** Serves the single-page application from the class path. */
@NullMarked
package dev.coda.server.ui;

import org.jspecify.annotations.NullMarked;
