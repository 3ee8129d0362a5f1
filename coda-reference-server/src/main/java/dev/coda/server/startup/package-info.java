/** Checks the settings before anything is started, so that a wrong setting is reported at once. */
@NullMarked
package dev.coda.server.startup;

import org.jspecify.annotations.NullMarked;
