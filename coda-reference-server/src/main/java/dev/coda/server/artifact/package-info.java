/** Results of tools that are too large for a conversation, for people to download. */
@NullMarked
package dev.coda.server.artifact;

import org.jspecify.annotations.NullMarked;
