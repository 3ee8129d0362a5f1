/** The stream of messages that Vercel's AI SDK shows. */
@NullMarked
package dev.coda.server.dialect.uistream;

import org.jspecify.annotations.NullMarked;
