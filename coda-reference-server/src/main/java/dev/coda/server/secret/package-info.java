/** The keys that sign tokens and encrypt data of users. */
@NullMarked
package dev.coda.server.secret;

import org.jspecify.annotations.NullMarked;
