/** Completes the deletion of accounts. */
@NullMarked
package dev.coda.server.account;

import org.jspecify.annotations.NullMarked;
