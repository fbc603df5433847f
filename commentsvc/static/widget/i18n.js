/** Sentences with their plural forms, numbers and dates in one language. */

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
