package dev.coda.store.postgres;

/** The purposes of operations, from those that may wait longest to those that must not wait. */
enum Lane {
  /** Reads for those who watch runs, of whom there may be any number. */
  VIEWERS,
  /** Whatever a request or the work on a run reads and writes, unless it is listed below. */
  REQUESTS,
  /** Commits of runs. */
  COMMITS,
  /** Renewals of leases, and what else keeps runs with their processes. */
  LEASES
}
