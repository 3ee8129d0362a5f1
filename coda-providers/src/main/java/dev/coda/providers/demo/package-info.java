/**
 * A model that needs no key and no network: fixed rules, which it says plainly.
 *
 * <p>It streams, thinks aloud and calls tools, so that everything around a model can be tried.
 */
@NullMarked
package dev.coda.providers.demo;

import org.jspecify.annotations.NullMarked;
