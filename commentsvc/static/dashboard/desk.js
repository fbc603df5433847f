/** The desk's script: without it every button is a plain form; with it, decided cards leave and keys work. */

import { Cards } from "./cards.js";
import { listenForKeys } from "./keys.js";
import { Toasts } from "./toasts.js";

const toasts = new Toasts(document.querySelector("[data-toasts]"), document.body.dataset);
const cards = new Cards(document, toasts, document.body.dataset);

cards.start();
listenForKeys(cards, toasts);
