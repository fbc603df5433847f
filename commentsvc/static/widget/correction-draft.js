/**
 * What a reader has typed into the form and not sent: kept on this device, so that neither a slip nor a reload loses
 * it. One for each site, the last one; an address for the answer is not among it.
 */

import { keep, recall } from "./storage.js";

const DRAFT = "corrections-draft";

function subjectName({ article, target }) {
  return JSON.stringify([article?.key ?? article?.url ?? null, target?.exact ?? null, target?.start ?? null]);
}

/** Keeps what was typed about a subject; null forgets it. */
export function keepDraft(site, subject, typed) {
  const draft = typed && { place: subjectName(subject), typed: { ...typed, contact: "" } };
  keep(site, DRAFT, draft && JSON.stringify(draft));
}

/** What was typed about the same subject before, or null. */
export function draftOf(site, subject) {
  try {
    const draft = JSON.parse(recall(site, DRAFT));
    return draft?.place === subjectName(subject) ? draft.typed : null;
  } catch {
    return null;
  }
}
