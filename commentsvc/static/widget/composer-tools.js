/** The small toolbar under a box and its two keys: marks of the Markdown subset around what is selected. */

import { placeLink, toggleCode, toggleLines, toggleMark } from "./composer-marks.js";
import { button, h, icon } from "./dom.js";

const TOOLS = {
  bold: ["M6.500 4h4.200a3 3 0 0 1 0 6H6.500zM6.500 10h5a3 3 0 0 1 0 6h-5z", (box) => toggleMark(box, "**")],
  italic: ["M8.500 4H14M6 16h5.500M11.500 4l-3 12", (box) => toggleMark(box, "*")],
  quote: ["M4 4.500v11M8 6h8.500M8 10h8.500M8 14h5.500", (box) => toggleLines(box, "> ")],
  list: ["M4 5.500h.01M4 10h.01M4 14.500h.01M8 5.500h8.500M8 10h8.500M8 14.500h8.500", (box) => toggleLines(box, "- ")],
  link: [
    "M8 12l4-4M9 6l1.500-1.500a3.500 3.500 0 0 1 5 5L14 11M11 14l-1.500 1.500a3.500 3.500 0 0 1-5-5L6 9",
    placeLink,
  ],
  code: ["M7 6l-4 4 4 4M13 6l4 4-4 4", toggleCode],
};
const KEYS = { KeyB: "bold", KeyI: "italic" };
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/**
 * Draws the toolbar of a box and listens for Ctrl/Cmd+B and Ctrl/Cmd+I in it. One tab stop, arrow keys within.
 * `more`: further buttons at its end.
 */
export function drawTools(t, box, ...more) {
  const use = (name) => {
    if (box.readOnly || box.hidden) return;
    box.focus();
    TOOLS[name][1](box);
  };
  const props = { class: "tools", part: "tools", role: "toolbar", "aria-label": t("tools"), "aria-controls": box.id };
  const marks = Object.keys(TOOLS).map((name) => drawTool(t, name, use));
  const bar = h("div", props, h("div", { class: "marks" }, marks), more);
  rove(bar);
  box.addEventListener("keydown", (event) => {
    const name = !event.altKey && !event.shiftKey && (MAC ? event.metaKey : event.ctrlKey) && KEYS[event.code];
    if (!name || event.isComposing) return;
    event.preventDefault();
    use(name);
  });
  return bar;
}

function drawTool(t, name, use) {
  const letter = Object.entries(KEYS).find(([, tool]) => tool === name)?.[0].at(-1);
  const keys = letter && (MAC ? `⌘${letter}` : `Ctrl+${letter}`);
  const label = t(`tool_${name}`);
  const props = {
    class: "tool",
    part: "tool-button",
    "data-tool": name,
    "aria-label": label,
    "aria-keyshortcuts": letter && `${MAC ? "Meta" : "Control"}+${letter}`,
    title: keys ? `${label} (${keys})` : label,
    // The selection stays in the box, and so does a phone's keyboard.
    onpointerdown: (event) => event.preventDefault(),
    onmousedown: (event) => event.preventDefault(),
    onclick: () => use(name),
  };
  return button(props, icon(TOOLS[name][0]));
}

/** One of the bar's buttons takes part in the order of Tab: the one used last. */
function rove(bar) {
  const all = [...bar.querySelectorAll("button")];
  const stop = (one) => all.forEach((node) => node.setAttribute("tabindex", node === one ? 0 : -1));
  stop(all[0]);
  bar.addEventListener("focusin", (event) => all.includes(event.target) && stop(event.target));
  bar.addEventListener("keydown", (event) => {
    const shown = all.filter((node) => node.getClientRects().length);
    const ahead = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const at = shown.indexOf(event.target);
    const to = { ArrowRight: at + ahead, ArrowLeft: at - ahead, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    shown.at(to % shown.length).focus();
  });
}
