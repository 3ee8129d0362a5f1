/** Sessions: create, list, change, delete. */
@NullMarked
package dev.coda.server.session;

import org.jspecify.annotations.NullMarked;
