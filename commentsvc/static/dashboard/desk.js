/** The desk's script: without it every button is a plain form; with it, decided cards leave and keys work. */

import { Cards } from "./cards.js";
import { Decisions } from "./decisions.js";
import { prepareDensity } from "./density.js";
import { prepareClaims, watch } from "./live.js";
import { listenForKeys } from "./keys.js";
import { listenForWords } from "./speak.js";
import { Supply } from "./supply.js";
import { follow } from "./progress.js";
import { Toasts } from "./toasts.js";
import { prepareCopying, prepareSelection, prepareTemplates } from "./together.js";

const words = document.body.dataset;
const toasts = new Toasts(document.querySelector("[data-toasts]"), words);
const cards = new Cards(document, words);
const decisions = new Decisions(cards, toasts, words);

/** What forms and buttons on the page, or on a card that has come later, can do. */
function prepare(place) {
  listenForWords(place, toasts, words);
  prepareTemplates(place);
  prepareCopying(place, toasts, words);
}

const supply = new Supply(document, cards, prepare);

prepareClaims(document, cards, toasts, words);
cards.start();
decisions.start(document);
supply.start();
watch(document, cards, decisions);
listenForKeys({ cards, decisions, supply, toasts });
prepareSelection(document);
prepareDensity(document, cards, toasts, words);
follow(document);
prepare(document);

// On a phone the bar of places scrolls: show where we are.
for (const here of document.querySelectorAll(".places [aria-current], .tabs [aria-current]")) {
  here.scrollIntoView({ block: "nearest", inline: "center" });
}
