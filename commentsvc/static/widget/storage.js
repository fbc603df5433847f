/** What is kept on this device. Where storage is blocked (or full) it is kept in memory until the page is left. */

import { base } from "./address.js";

const memory = new Map();

function name(site, key) {
  return `commentsvc:${base.origin}:${site}:${key}`;
}

/** The stored text, or null. */
export function recall(site, key) {
  const full = name(site, key);
  if (memory.has(full)) return memory.get(full);
  try {
    return localStorage.getItem(full);
  } catch {
    return null;
  }
}

/** Stores a text; `null` or "" forgets it. */
export function keep(site, key, value) {
  const full = name(site, key);
  memory.delete(full);
  try {
    if (value) localStorage.setItem(full, value);
    else localStorage.removeItem(full);
  } catch {
    if (value) memory.set(full, value);
  }
}
