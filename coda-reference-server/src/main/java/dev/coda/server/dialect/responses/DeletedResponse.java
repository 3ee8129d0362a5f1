package dev.coda.server.dialect.responses;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * A run that is no longer shown as a response. Immutable.
 *
 * @param withSession whether its session is deleted when the run has ended
 */
@MappedEntity("deleted_responses")
record DeletedResponse(@Id UUID runId, boolean withSession) {}
