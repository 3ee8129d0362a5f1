/** What a user has set for good. */
@NullMarked
package dev.coda.server.settings;

import org.jspecify.annotations.NullMarked;
