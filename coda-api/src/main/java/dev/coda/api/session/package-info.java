/** Sessions and the store interfaces that keep sessions, runs and embeddings. */
@NullMarked
package dev.coda.api.session;

import org.jspecify.annotations.NullMarked;
