// How far the page may be believed: common/domain/freshness.py. Seconds on one clock that goes on
// while the phone sleeps, never the clock on the wall.

import { FRESHNESS } from "./rules.js";

/** times: {began, lastFrame, closedAt}; the borders still belong to the better state. */
export function judge(times, now) {
  const seen = times.lastFrame ?? times.began;
  const age = Math.max(0, now - seen);
  const byAge = seen + FRESHNESS.slowUpTo;
  const blindAt =
    times.closedAt === null ? byAge : Math.min(byAge, times.closedAt + FRESHNESS.blindAfterClose);
  if (now > blindAt) return { freshness: "blind", age, since: blindAt };
  if (times.lastFrame === null) return { freshness: "connecting", age, since: null };
  return { freshness: age <= FRESHNESS.freshUpTo ? "fresh" : "slow", age, since: null };
}
