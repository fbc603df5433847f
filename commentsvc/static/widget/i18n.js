/**
 * Sentences with their plural forms, numbers and dates in one language. What every comment needs is made without `Intl`
 * (but for its plurals, which are quick): the first formatter of a page keeps a phone busy for a tenth of a second.
 */

import { grouped } from "./grouped.js";

/** A translator over one or more catalogues: `t(key, params)`; `t.number`, `t.ago`; `t.add(catalogue)`. */
export function translator(lang, messages) {
  const all = { ...messages };
  const plurals = new Intl.PluralRules(lang);

  function t(key, params = {}) {
    let text = all[key];
    if (text && typeof text === "object") text = text[plurals.select(params.n ?? 0)] ?? text.other;
    if (text === undefined) return key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = params[name];
      return value === undefined ? whole : typeof value === "number" ? t.number(value) : value;
    });
  }
  t.lang = lang;
  t.add = (more) => Object.assign(all, more);
  t.number = (value) => grouped(lang, value);
  t.ago = (value, now = Date.now()) => ago(t, new Date(value), now);
  return t;
}

const STEPS = [
  [60, 60, "minutes"],
  [3600, 24, "hours"],
  [86400, 14, "days"],
];

function ago(t, then, now) {
  const seconds = Math.round((now - then) / 1000);
  if (seconds < 45) return t("just_now");
  for (const [size, limit, unit] of STEPS) {
    const n = Math.max(1, Math.round(seconds / size));
    if (n < limit) return t(n === 1 && unit === "days" ? "yesterday" : unit, { n });
  }
  // JavaScript itself knows short names of the months in English.
  const english = t.lang === "en";
  const month = english ? then.toDateString().slice(4, 7) : String(then.getMonth() + 101).slice(1);
  return [then.getDate(), month, then.getFullYear()].join(english ? " " : ".");
}
