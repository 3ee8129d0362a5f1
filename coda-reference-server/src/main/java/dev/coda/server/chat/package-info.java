/** The chat stream: starting a run and watching it over server-sent events. */
@NullMarked
package dev.coda.server.chat;

import org.jspecify.annotations.NullMarked;
