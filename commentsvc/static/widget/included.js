/**
 * Comments that the publisher's server put inside `<comment-thread>` (the API's `format=html`): the element goes on from
 * the data in them without asking again. They stay in sight until the element's own take their place, in one frame.
 */

import { call } from "./api.js";

const FORMAT = "1"; // what this release understands; see embed/fragment.py in the service
const OLDEST = 3_600_000; // milliseconds; an older copy is shown while a fresh page is asked for

/** The page inside the element; null when it is of another article or order, old, a part, or garbled. */
export function readIncluded(element) {
  const section = element.querySelector("[data-made]");
  const { format, site, key, url, sort, made, part } = section?.dataset ?? {};
  const asked = element.articleQuery;
  const same = asked.key ? key === asked.key : url === asked.url;
  if (!same || format !== FORMAT || site !== element.site || sort !== element.sort || part !== undefined) return null;
  if (!(Date.now() - Date.parse(made) < OLDEST)) return null;
  try {
    const page = JSON.parse(section.querySelector("script[data-commentsvc]").textContent);
    return page.thread.key && page.sort === sort && Array.isArray(page.comments) ? page : null;
  } catch {
    return null;
  }
}

/** Puts what the element has drawn in the place of what was inside it, without moving what stands below. */
export function takePlace(element) {
  const { root, shadowRoot } = element;
  const inside = [...(element.querySelector("[data-made]")?.children ?? [])].filter((one) => one.localName !== "script");
  const place = () => [element.getBoundingClientRect().top, element.nextElementSibling?.getBoundingClientRect().top];
  const margin = (one, side) => (one ? getComputedStyle(one)[side] : "");
  const above = margin(inside[0], "marginBlockStart");
  const below = margin(inside.at(-1), "marginBlockEnd");
  const before = place();
  root.style.minBlockSize = `${element.offsetHeight}px`;
  shadowRoot.replaceChildren(root);
  // Margins of what was inside may have reached out of it.
  if (place()[0] !== before[0]) root.style.marginBlockStart = above;
  if (place()[1] < before[1]) root.style.marginBlockEnd = below;
  // What moves right after a click was moved by the reader.
  root.addEventListener("click", () => (root.style.minBlockSize = ""), { once: true });
}

/** The publisher's copy may have aged: brings what is on the page up to date where it stands; nothing moves. */
export async function catchUp(thread) {
  const page = await thread.element.firstPage({ v: thread.version }, "no-cache");
  if (page.thread.version === thread.thread.version) return;
  const fresh = new Map();
  const collect = (comments) => {
    for (const one of comments) {
      fresh.set(one.id, one);
      collect(one.replies?.comments ?? []);
    }
  };
  collect(page.comments);
  await thread.whole();
  for (const [id, view] of [...thread.views]) {
    if (fresh.has(id)) freshen(view, fresh.get(id));
    else if (!thread.mine.own.has(id)) await look(thread, view);
  }
}

/** A comment that left the first page has moved in the order, or was taken down. */
async function look(thread, view) {
  const { id } = view.comment;
  try {
    const { comment } = await call("GET", `/comments/${encodeURIComponent(id)}`, { signal: thread.element.signal });
    freshen(view, comment);
  } catch (error) {
    if (error.status !== 404 || thread.views.get(id) !== view) return;
    const { drop } = await import("./mine.js");
    drop(thread, view);
  }
}

function freshen(view, comment) {
  const { article } = view;
  const told = (one) => JSON.stringify([one.author, one.body, one.edited_at, one.votes, one.featured]);
  const busy = article.querySelector("form") || article.contains(article.getRootNode().activeElement);
  if (!busy && told(comment) !== told(view.comment)) view.update({ ...comment, replies: view.comment.replies });
}
