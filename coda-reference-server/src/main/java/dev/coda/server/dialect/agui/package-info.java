/** AG-UI, a protocol between web pages and agents. */
@NullMarked
package dev.coda.server.dialect.agui;

import org.jspecify.annotations.NullMarked;
