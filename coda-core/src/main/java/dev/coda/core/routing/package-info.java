/**
 * Chooses the provider that answers for a model: routes and their policies, retries, circuit
 * breakers, hedging.
 */
@NullMarked
package dev.coda.core.routing;

import org.jspecify.annotations.NullMarked;
