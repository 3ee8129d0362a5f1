/** The preferences of users. */
@NullMarked
package dev.coda.server.preference;

import org.jspecify.annotations.NullMarked;
