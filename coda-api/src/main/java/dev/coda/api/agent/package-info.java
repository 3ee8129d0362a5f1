/** The agent: starting, watching and cancelling runs. */
@NullMarked
package dev.coda.api.agent;

import org.jspecify.annotations.NullMarked;
