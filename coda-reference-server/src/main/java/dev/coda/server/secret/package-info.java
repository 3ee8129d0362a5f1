/** The keys that sign tokens and encrypt what users entrust to the server. */
@NullMarked
package dev.coda.server.secret;

import org.jspecify.annotations.NullMarked;
