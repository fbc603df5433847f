/** The desk's script: without it every button is a plain form; with it, decided cards leave and keys work. */

import { Cards } from "./cards.js";
import { prepareClaims, watch } from "./live.js";
import { listenForKeys } from "./keys.js";
import { listenForWords } from "./speak.js";
import { follow } from "./progress.js";
import { Toasts } from "./toasts.js";
import { prepareCopying, prepareSelection, prepareTemplates } from "./together.js";

const toasts = new Toasts(document.querySelector("[data-toasts]"), document.body.dataset);
const cards = new Cards(document, toasts, document.body.dataset);

prepareClaims(document, cards, toasts, document.body.dataset);
cards.start();
watch(document, cards);
listenForKeys(cards, toasts);
listenForWords(document, toasts, document.body.dataset);
prepareSelection(document);
follow(document);
prepareTemplates(document);
prepareCopying(document, toasts, document.body.dataset);

// On a phone the bar of places scrolls: show where we are.
for (const here of document.querySelectorAll(".places [aria-current], .tabs [aria-current]")) {
  here.scrollIntoView({ block: "nearest", inline: "center" });
}
