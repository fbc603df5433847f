/** Colleagues: who has which comment open, and cards that somebody else has decided meanwhile. */

import { send } from "./http.js";

const EVERY = 4000;
const LONGEST = 60000;

/** The button "I have it open" answers in place; without script it is a plain form. */
export function prepareClaims(root, cards, toasts, words) {
  root.querySelector("[data-cards][data-live]")?.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.name !== "handle" || button.value !== "claim") return;
    event.preventDefault();
    const card = button.closest("[data-card]");
    const { ok, status, data } = await send(event.target, button);
    if (ok) {
      button.setAttribute("aria-pressed", String(data.claimed));
      toasts.show(data.message);
    } else if (status === 409 && data.url) {
      cards.close(card, data);
    } else {
      toasts.show(data.message ?? data.title ?? words.textFailed, { problem: true });
    }
  });
}

/** Ask every few seconds, while somebody looks at the page, what became of the comments on it. */
export function watch(root, cards, decisions) {
  const list = root.querySelector("[data-cards][data-live]");
  if (!list) return;
  let wait = EVERY;
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    if (root.visibilityState === "visible") timer = setTimeout(ask, wait);
  };
  const ask = async () => {
    const news = await look(list.dataset.live, cards);
    if (news === null) return;
    wait = news ? EVERY : Math.min(2 * wait, LONGEST);
    if (news) tell(news, cards, decisions);
    later();
  };
  root.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (root.visibilityState === "visible") ask();
  });
  later();
}

/** The service's answer; undefined when it gave none, null when it is of no use to ask again. */
async function look(url, cards) {
  const query = new URLSearchParams(location.search);
  query.delete("after");
  for (const card of cards.open) query.append("seen", `${card.id.slice(2)}:${card.dataset.version}`);
  if (!query.has("seen")) return { changed: {}, claimed: {} };
  try {
    const answer = await fetch(`${url}?${query}`, { headers: { Accept: "application/json" } });
    if ([401, 403, 404].includes(answer.status)) return null;
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

function tell({ changed, claimed, counts }, cards, decisions) {
  for (const card of cards.open) {
    const id = card.id.slice(2);
    const news = changed[id];
    // What was asked about may have been decided here meanwhile.
    if (news && news.version !== Number(card.dataset.version)) overtake(card, news, cards);
    const place = card.querySelector("[data-holder]");
    if (place) {
      place.hidden = !(id in claimed);
      if (id in claimed) place.textContent = claimed[id];
    }
  }
  // While decisions are on their way, their own answers bring truer numbers.
  if (counts && decisions.resting) cards.count(counts);
}

/** Out of sight it leaves; before somebody's eyes it stays where it is, so that nothing moves under a finger. */
function overtake(card, news, cards) {
  const { top, bottom } = card.getBoundingClientRect();
  const seen = bottom > 0 && top < innerHeight;
  if (seen || card.matches(".current") || card.contains(document.activeElement)) cards.close(card, news);
  else cards.remove([card]);
}
