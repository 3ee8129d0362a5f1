package dev.coda.server.session;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * What a list shows of a session's metadata. Immutable.
 *
 * @param pinned stays at the top of its owner's list
 * @param archived is not shown among the others
 */
@MappedEntity("sessions")
record SessionMark(@Id UUID id, boolean pinned, boolean archived) {}
