package dev.coda.core;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventKind;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Stores;

/** Refuses commits with an event of one kind for their data, as a database does. */
final class RefusingStores extends RunStoreWrapper {
  private final EventKind kind;

  RefusingStores(Stores inner, EventKind kind) {
    super(inner);
    this.kind = kind;
  }

  @Override
  public void append(RunCommit commit) {
    if (commit.events().stream().anyMatch(event -> event.kind() == kind)) {
      throw new StoreException(FailureKind.DATA_REFUSED, "The store cannot hold a value.");
    }
    super.append(commit);
  }

  @Override
  void before(boolean commit) {}
}
