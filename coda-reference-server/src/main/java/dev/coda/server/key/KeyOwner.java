package dev.coda.server.key;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code users}, as far as keys need it. Immutable. */
@MappedEntity("users")
record KeyOwner(@Id UUID id) {}
