/** What a user has set permanently. */
@NullMarked
package dev.coda.server.settings;

import org.jspecify.annotations.NullMarked;
