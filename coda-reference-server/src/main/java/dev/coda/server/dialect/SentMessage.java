package dev.coda.server.dialect;

import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import java.util.List;

/** A message of a conversation that a client sends with its request. Immutable. */
public record SentMessage(Role role, List<Part> parts) {
  /** Copies the list. */
  public SentMessage {
    parts = List.copyOf(parts);
  }
}
