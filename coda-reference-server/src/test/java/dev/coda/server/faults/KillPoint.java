package dev.coda.server.faults;

import java.util.Random;

/**
 * Names a moment at which a server is killed: the n-th time, from 0, that a run gets somewhere.
 * Immutable.
 */
record KillPoint(Place place, int after) {

  /** Is where a run is. Immutable. */
  enum Place {
    /** The model has sent another token. */
    TOKEN(120),
    /** A tool was called and has done nothing yet. */
    TOOL_CALLED(8),
    /** A tool has done its work and has not answered. */
    TOOL_DONE(8),
    /** A statement is on its way to the database and has not arrived. */
    STATEMENT_SENT(120),
    /** A statement has arrived at the database, and its answer will not come back. */
    STATEMENT_ARRIVED(120);

    private final int times;

    Place(int times) {
      this.times = times;
    }
  }

  static KillPoint random(Random random) {
    Place place = Place.values()[random.nextInt(Place.values().length)];
    return new KillPoint(place, random.nextInt(place.times));
  }
}
