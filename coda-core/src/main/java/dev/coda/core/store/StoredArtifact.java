package dev.coda.core.store;

import dev.coda.api.artifact.Artifact;

/** An artifact with its bytes. */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never handed out.
record StoredArtifact(Artifact artifact, byte[] content) {}
