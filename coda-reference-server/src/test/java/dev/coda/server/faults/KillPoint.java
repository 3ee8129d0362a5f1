package dev.coda.server.faults;

import java.util.Random;

/**
 * Names a moment at which a server is killed: the n-th time, from 0, that a run gets somewhere.
 * Immutable.
 */
record KillPoint(Place place, int after) {

  /** Where a run is. Immutable. */
  enum Place {
    /** The model has sent another token. */
    TOKEN(120),
    /** A tool was called and has done nothing yet. */
    TOOL_CALLED(8),
    /** A tool has done its work and has not answered. */
    TOOL_DONE(8),
    /** A commit of events is on its way to the database and does not arrive. */
    COMMIT_SENT(60),
    /** Half of a commit has arrived at the database, and the rest does not. */
    COMMIT_CUT(60),
    /** A commit has arrived at the database, and its answer does not come back. */
    COMMIT_ARRIVED(60);

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
