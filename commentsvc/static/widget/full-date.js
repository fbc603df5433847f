/** Day and time in full, for who wants to know exactly. */

/** The moment `value` (ISO 8601) in the words of a language. */
export function fullDate(lang, value) {
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(value));
}
