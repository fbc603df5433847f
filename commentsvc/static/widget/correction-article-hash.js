/** The name of an article's text: the service may have that text already, and then it need not travel again. */

/** SHA-256 of the text in UTF-8, in hexadecimal; null without a text, or where the page is not served over https. */
export async function digest({ text }) {
  if (!text || !globalThis.crypto?.subtle) return null;
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is said of the article, with the text's name (if there is one) instead of the text. */
export function withoutText({ text: _, ...article }, hash) {
  return hash ? { ...article, text_sha256: hash } : article;
}
