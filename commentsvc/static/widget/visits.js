/** When this device last showed which thread, for "new since your last visit". */

import { keep, recall } from "./storage.js";

const PAUSE = 30 * 60_000; // milliseconds away after which coming back is another visit
const KEPT = 200; // articles per site; the ones seen longest ago are forgotten first

/**
 * The visit that begins (or goes on) now. `since`: milliseconds since 1970, what is newer is new; `base`: how many
 * comments there were then, null on the first visit. `seen` is as new as what the page shows.
 */
export function beginVisit(site, slot, seen) {
  const [since, base, left, before, count] = all(site)[slot] ?? [seen, null, Date.now()];
  return Date.now() - left > PAUSE ? { since: before, base: count } : { since, base };
}

/** Remembers that the thread was on the page until now, as it was at `seen`, when it had `count` comments. */
export function keepVisit(site, slot, { since, base, seen, count }) {
  const others = Object.entries(all(site)).filter(([name]) => name !== slot);
  const newest = others.sort(([, one], [, other]) => other[2] - one[2]).slice(0, KEPT - 1);
  const entry = [slot, [since, base, Date.now(), seen, count]];
  keep(site, "visits", JSON.stringify(Object.fromEntries([entry, ...newest])));
}

function all(site) {
  try {
    const found = JSON.parse(recall(site, "visits")) ?? {};
    return Object.fromEntries(Object.entries(found).filter(([, entry]) => Array.isArray(entry)));
  } catch {
    return {};
  }
}
