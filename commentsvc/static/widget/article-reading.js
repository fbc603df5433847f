/** Reading a long article without keeping a phone from answering its reader. */

import { readArticle, Reading } from "./article-text.js";
import { inSlices } from "./slices.js";

/** Reads an article bit by bit; at once where the page changes meanwhile, so that no two states of it are mixed. */
export async function readInSlices(element) {
  const reading = new Reading(element);
  let changed = false;
  const observer = new MutationObserver(() => (changed = true));
  observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
  await inSlices(reading.steps(), () => !changed);
  observer.disconnect();
  return changed ? readArticle(element) : reading;
}
