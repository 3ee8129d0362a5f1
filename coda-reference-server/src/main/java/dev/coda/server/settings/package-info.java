/** The permanent settings of a user. */
@NullMarked
package dev.coda.server.settings;

import org.jspecify.annotations.NullMarked;
