/** Generated avatars: a calm colour and shape from the reader's seed, with the first letter of the name. */

import { s } from "./dom.js";

const COLOURS = [
  "#3b6e8f",
  "#5a6da3",
  "#765c96",
  "#93567a",
  "#9c5a50",
  "#93683c",
  "#77742f",
  "#567a4b",
  "#3f7d69",
  "#3c7883",
  "#666c75",
  "#85644f",
];
const SHAPES = [
  { cx: 31, cy: 32, r: 17 },
  { cx: 8, cy: 34, r: 15 },
  { cx: 33, cy: 6, r: 16 },
  { cx: 20, cy: 44, r: 20 },
];

function frame(...children) {
  return s("svg", { class: "avatar", part: "avatar", viewBox: "0 0 40 40", "aria-hidden": "true" }, ...children);
}

/** The avatar of a reader; `seed` is hexadecimal text (or a number) below 2^24. */
export function drawAvatar(seed, name = "") {
  const number = typeof seed === "number" ? seed : Number.parseInt(seed, 16);
  if (Number.isNaN(number)) return drawDefaultAvatar();
  const letter = name.match(/\p{L}|\p{N}/u)?.[0]?.toLocaleUpperCase() ?? "";
  return frame(
    s("rect", { width: 40, height: 40, fill: COLOURS[number % COLOURS.length] }),
    s("circle", { ...SHAPES[(number >> 8) % SHAPES.length], fill: "#fff", opacity: 0.16 }),
    s(
      "text",
      { x: 20, y: 20, dy: "0.36em", "text-anchor": "middle", fill: "#fff", "font-size": 17, "font-weight": 600 },
      letter,
    ),
  );
}

/** The avatar of somebody we do not know yet. */
export function drawDefaultAvatar() {
  return frame(
    s("circle", { class: "avatar-ground", cx: 20, cy: 20, r: 20 }),
    s("circle", { class: "avatar-figure", cx: 20, cy: 15.5, r: 6.5 }),
    s("path", { class: "avatar-figure", d: "M7.5 33.5a13 11 0 0 1 25 0a20 20 0 0 1-25 0z" }),
  );
}

/** An empty place for a tombstone's avatar. */
export function drawGhostAvatar() {
  return frame(s("circle", { class: "avatar-ground", cx: 20, cy: 20, r: 20 }));
}
