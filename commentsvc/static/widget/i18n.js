/** Languages: which one, its catalogue, plural forms, numbers and dates. */

const KNOWN = ["en", "uk", "ru"];
const RTL = /^(ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|ug|ur|yi)(-|$)/i;

/** The language asked for: the element's `lang`, else the nearest one around it, else the browser's. */
export function askedLanguage(element) {
  const around = element?.closest?.("[lang]")?.getAttribute("lang");
  return around || document.documentElement.lang || navigator.language || "en";
}

/** The catalogue language ("en", "uk" or "ru") for a language asked for. */
export function knownLanguage(asked) {
  const wanted = String(asked).toLowerCase().split("-")[0];
  return KNOWN.includes(wanted) ? wanted : "en";
}

/** "rtl" or "ltr": the layout follows the page's language even where our sentences fall back to English. */
export function direction(asked) {
  return RTL.test(asked) ? "rtl" : "ltr";
}

/**
 * Loads a catalogue: `part` "" is lang/en.js, "write-" is lang/write-en.js, and so on.
 * Gives the object of messages; English where the language's file cannot be had.
 */
export async function catalogue(lang, part = "") {
  try {
    return (await import(`./lang/${part}${lang}.js`)).default;
  } catch (error) {
    if (lang === "en") throw error;
    return (await import(`./lang/${part}en.js`)).default;
  }
}

/** A translator over one or more catalogues: `t(key, params)`; `t.number`, `t.date`, `t.ago`; `t.add(catalogue)`. */
export function translator(lang, messages) {
  const all = { ...messages };
  const plurals = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang);
  const dates = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" });
  const days = new Intl.DateTimeFormat(lang, { dateStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });

  function t(key, params = {}) {
    let text = all[key];
    if (text && typeof text === "object") text = text[plurals.select(params.n ?? 0)] ?? text.other;
    if (text === undefined) return key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = params[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  }
  t.lang = lang;
  t.add = (more) => Object.assign(all, more);
  t.number = (value) => numbers.format(value);
  t.date = (value) => dates.format(new Date(value));
  t.ago = (value, now = Date.now()) => ago(relative, days, all, new Date(value), now);
  return t;
}

const STEPS = [
  [60, 60, "minute"],
  [3600, 24, "hour"],
  [86400, 14, "day"],
];

function ago(relative, days, all, then, now) {
  const seconds = Math.round((now - then.getTime()) / 1000);
  if (seconds < 45) return all.just_now;
  for (const [size, limit, unit] of STEPS) {
    const count = Math.max(1, Math.round(seconds / size));
    if (count < limit) return relative.format(-count, unit);
  }
  return days.format(then);
}
