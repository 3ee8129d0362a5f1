package dev.coda.server.preference;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code users}, as far as preferences need it. Immutable. */
@MappedEntity("users")
record PreferenceOwner(@Id UUID id) {}
