package dev.coda.server.account;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code users} that is marked as deleted. Immutable. */
@MappedEntity("users")
record DeletedUser(@Id UUID id) {}
