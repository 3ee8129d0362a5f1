/**
 * The catalogue of models: sizes, prices and capabilities by name.
 *
 * <p>Data in {@code models.json}, which a user's own file can add to and correct.
 */
@NullMarked
package dev.coda.providers.catalogue;

import org.jspecify.annotations.NullMarked;
