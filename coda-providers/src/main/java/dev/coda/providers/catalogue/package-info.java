/**
 * What is known of models by name: sizes, prices and abilities.
 *
 * <p>Data in {@code models.json}, which a user's own file can add to and correct.
 */
@NullMarked
package dev.coda.providers.catalogue;

import org.jspecify.annotations.NullMarked;
