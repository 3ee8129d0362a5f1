package dev.coda.server.attachment;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** How large an artifact is. Immutable. */
@MappedEntity("artifacts")
record KeptBytes(@Id UUID id, long size) {}
