/**
 * Sessions, runs and embeddings in PostgreSQL. {@link dev.coda.store.postgres.PostgresStores} is
 * all that others see; the SQL accompanies the code that runs it.
 */
@NullMarked
package dev.coda.store.postgres;

import org.jspecify.annotations.NullMarked;
