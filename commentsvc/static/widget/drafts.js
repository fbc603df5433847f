/** Drafts: what the reader typed stays on the device, per article and place, until the service has accepted it. */

import { draftSlot } from "./composer-shell.js";
import { keep, recall } from "./storage.js";

const EMPTY = { source: "", key: null, queued: false };

/**
 * The draft for a place: `source`, the `key` (Idempotency-Key) of a try whose outcome is unknown, and whether it is
 * `queued` to be sent when the connection is back.
 */
export function readDraft(thread, parent) {
  try {
    return { ...EMPTY, ...JSON.parse(recall(thread.site, draftSlot(thread, parent))) };
  } catch {
    return { ...EMPTY };
  }
}

/** Keeps a draft; an empty one is forgotten. */
export function writeDraft(thread, parent, draft) {
  keep(thread.site, draftSlot(thread, parent), draft.source.trim() ? JSON.stringify(draft) : null);
}

/** A fresh Idempotency-Key; `crypto.randomUUID` is missing on pages without TLS. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
