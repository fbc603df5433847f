/** Which language an element speaks, and its catalogue of sentences. */

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
