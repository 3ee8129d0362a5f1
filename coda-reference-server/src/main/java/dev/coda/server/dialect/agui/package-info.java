/** AG-UI, with which pages show agents. */
@NullMarked
package dev.coda.server.dialect.agui;

import org.jspecify.annotations.NullMarked;
