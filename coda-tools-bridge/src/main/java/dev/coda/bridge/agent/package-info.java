/**
 * Offers one agent to another as a tool. What the inner agent does is a run of its own, which
 * anybody who sees the outer one can open.
 */
@NullMarked
package dev.coda.bridge.agent;

import org.jspecify.annotations.NullMarked;
