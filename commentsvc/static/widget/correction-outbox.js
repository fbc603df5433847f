/**
 * Reports on their way: kept on this device from the moment "Send" is pressed until the service has answered 201.
 *
 * An item is `{id, body, quote, at, refused}`: `id` is the Idempotency-Key, the same at every try, so that a report
 * which arrived without our hearing of it is not made twice; `refused` holds the service's reasons, if it said no.
 */

import { keep, recall } from "./storage.js";

const OUTBOX = "corrections-outbox";
const SENT = "corrections-sent";

/** How many sent reports are remembered on this device, for "you have already reported this". */
const REMEMBERED = 50;

function read(site, key) {
  try {
    const list = JSON.parse(recall(site, key) ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function write(site, key, list) {
  keep(site, key, list.length ? JSON.stringify(list) : null);
}

/** A key nobody can guess; `crypto.randomUUID` exists only on pages served over https. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function placeName(article, { exact, prefix }) {
  return JSON.stringify([article.key ?? article.url, exact, prefix]);
}

/** The reports of one site that have not arrived. */
export class Outbox {
  #site;

  constructor(site) {
    this.#site = site;
  }

  list() {
    return read(this.#site, OUTBOX);
  }

  put(item) {
    write(this.#site, OUTBOX, [...this.list().filter((kept) => kept.id !== item.id), item]);
  }

  remove(id) {
    const items = this.list();
    if (items.some((item) => item.id === id))
      write(
        this.#site,
        OUTBOX,
        items.filter((item) => item.id !== id),
      );
  }

  has(id) {
    return this.list().some((item) => item.id === id);
  }

  /** Whether an item outlives this page: false where the browser's storage is blocked or full. */
  isSafe(id) {
    try {
      return Object.keys(localStorage).some(
        (key) => key.endsWith(`:${this.#site}:${OUTBOX}`) && localStorage[key].includes(id),
      );
    } catch {
      return false;
    }
  }

  /** Remembers a report that has arrived, with its place and the token that opens it. */
  remember({ id, token, status_url }, { body }) {
    const place = body.target && placeName(body.article, body.target);
    write(this.#site, SENT, [...read(this.#site, SENT), { id, token, status_url, place }].slice(-REMEMBERED));
  }

  /** The last report sent from this device with that id, or about that place; or undefined. */
  sent(id, article, target) {
    const place = placeName(article, target);
    return read(this.#site, SENT).findLast((report) => report.id === id || report.place === place);
  }
}

/** Runs `work` in one tab at a time; a tab that finds another at it does nothing. */
export async function alone(site, work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(`commentsvc-corrections-${site}`, { ifAvailable: true }, (lock) =>
    lock ? work() : null,
  );
}
