/** Links with which people without an account read a session up to a message. */
@NullMarked
package dev.coda.server.share;

import org.jspecify.annotations.NullMarked;
