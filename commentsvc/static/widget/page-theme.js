/**
 * Which theme suits the page: dark text on a light page and the reverse, whatever the reader's system prefers. Many
 * papers have a light page only, others a switch of their own; the colour behind the element is the one sure sign.
 */

const DARK_SYSTEM = matchMedia("(prefers-color-scheme: dark)");
const TRANSITION = 600; // milliseconds in which a page's own switch usually fades

/** "light" or "dark", from the nearest opaque background behind the element. */
export function themeBehind(element) {
  for (let node = element; node; node = node.parentElement ?? node.getRootNode().host) {
    const lightness = lightnessOf(getComputedStyle(node).backgroundColor);
    if (lightness !== null) return lightness < 0.5 ? "dark" : "light";
  }
  const schemes = getComputedStyle(document.documentElement).colorScheme;
  return schemes.includes("dark") && (DARK_SYSTEM.matches || !schemes.includes("light")) ? "dark" : "light";
}

/** 0 (black) to 1 (white) of a computed colour; null for one that lets the ground through or cannot be read. */
function lightnessOf(colour) {
  const [kind, numbers] = [colour.split("(")[0], (colour.match(/[\d.]+(e-?\d+)?%?/g) ?? []).map(Number.parseFloat)];
  const alpha = colour.includes("/") ? numbers.at(-1) : kind === "rgba" ? numbers[3] : 1;
  if (!numbers.length || alpha < 0.5) return null;
  if (kind === "rgb" || kind === "rgba") {
    return (0.2126 * numbers[0] + 0.7152 * numbers[1] + 0.0722 * numbers[2]) / 255;
  }
  return kind.startsWith("ok") ? numbers[0] : kind.startsWith("l") ? numbers[0] / 100 : null;
}

/** Calls `change` when the reader's system or the page may have changed its colours, until `signal` aborts. */
export function watchTheme(change, signal) {
  const look = () => {
    change();
    setTimeout(() => signal.aborted || change(), TRANSITION);
  };
  DARK_SYSTEM.addEventListener("change", look, { signal });
  const observer = new MutationObserver(look);
  for (const node of [document.documentElement, document.body]) observer.observe(node, { attributes: true });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
}
