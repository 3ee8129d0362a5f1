/** A header has whole seconds, and an answer takes its time. */
const UNCERTAIN_MS = 2_000;

let ahead = 0;

/** Learns from the `Date` of an answer how far the server's clock is ahead of this device's. */
export function learnServerTime(date: string | null): void {
  const difference = Date.parse(date ?? '') - Date.now();
  // Without the header it is not known, and what was known stays.
  if (Number.isNaN(difference)) return;
  ahead = Math.abs(difference) < UNCERTAIN_MS ? 0 : difference;
}

/** The time by the server's clock, which all times in its answers are by. */
export const serverNow = () => Date.now() + ahead;
