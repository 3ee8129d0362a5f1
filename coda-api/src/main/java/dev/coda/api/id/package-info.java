/**
 * Typed identifiers of sessions, messages, runs, tool calls, artifacts and users. They keep one
 * kind of id from being passed as another.
 */
@NullMarked
package dev.coda.api.id;

import org.jspecify.annotations.NullMarked;
