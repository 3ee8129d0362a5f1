/**
 * Offers one agent to another as a tool. The work of the inner agent is a separate run, which the
 * viewers of the outer one can open.
 */
@NullMarked
package dev.coda.bridge.agent;

import org.jspecify.annotations.NullMarked;
