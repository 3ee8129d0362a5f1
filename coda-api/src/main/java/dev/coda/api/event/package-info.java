/** The events of a run, their JSON, and the fold that turns them into messages. */
@NullMarked
package dev.coda.api.event;

import org.jspecify.annotations.NullMarked;
