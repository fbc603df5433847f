/** Whole numbers. Not by `Intl`: the first formatter of numbers on a page keeps a phone busy for a tenth of a second. */

/** A whole number with its thousands apart. */
export function grouped(lang, n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, lang === "en" ? "," : "\u00a0");
}
