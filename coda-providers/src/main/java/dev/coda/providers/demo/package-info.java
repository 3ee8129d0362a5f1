/**
 * A model that needs no key and no network: it follows fixed rules, and its answers state that.
 *
 * <p>It streams, thinks aloud and calls tools, so that an application can be tried without a model.
 */
@NullMarked
package dev.coda.providers.demo;

import org.jspecify.annotations.NullMarked;
