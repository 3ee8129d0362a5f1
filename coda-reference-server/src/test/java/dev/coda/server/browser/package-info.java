/** The web UI in a browser, against a running server. */
@NullMarked
package dev.coda.server.browser;

import org.jspecify.annotations.NullMarked;
