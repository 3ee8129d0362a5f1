/**
 * The agent that all features share: providers, tools and stores put together from the settings.
 */
@NullMarked
package dev.coda.server.agent;

import org.jspecify.annotations.NullMarked;
