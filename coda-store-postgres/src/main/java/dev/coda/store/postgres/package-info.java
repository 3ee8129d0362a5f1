/**
 * Sessions, runs and embeddings in PostgreSQL. {@link dev.coda.store.postgres.PostgresStores} is
 * the only public class; each SQL statement is next to the code that runs it.
 */
@NullMarked
package dev.coda.store.postgres;

import org.jspecify.annotations.NullMarked;
