/**
 * The look that every element shares. The host page's rules end at `.root` (`all: initial`); `medium` is the reader's
 * own text size whatever the page does to `html`. Publishers set the `--comments-…` properties.
 */

const LIGHT = `
  --ink: var(--comments-ink, #1b1d1f);
  --muted: var(--comments-muted, #5a6066);
  --edge: var(--comments-edge, #868d94);
  --surface: var(--comments-surface, #fff);
  --accent: var(--comments-accent, #0b5f77);
  --on-accent: var(--comments-on-accent, #fff);
  --danger: #a8231b;
  --good: #1c6b3c;
  color-scheme: light;`;
const DARK = `
  --ink: var(--comments-ink, #e9ebec);
  --muted: var(--comments-muted, #a6adb3);
  --edge: var(--comments-edge, #7c848b);
  --surface: var(--comments-surface, #17191b);
  --accent: var(--comments-accent, #74c3da);
  --on-accent: var(--comments-on-accent, #06222b);
  --danger: #ff9a90;
  --good: #7fd3a0;
  color-scheme: dark;`;

export default `
:host { display: block; }
:host([hidden]) { display: none; }
.root { all: initial; display: block; ${LIGHT}
  --line: var(--comments-line, color-mix(in srgb, var(--ink) 16%, var(--surface)));
  --raised: var(--comments-raised, color-mix(in srgb, var(--ink) 4.5%, var(--surface)));
  --tint: color-mix(in srgb, var(--accent) 9%, var(--surface));
  --radius: var(--comments-radius, 8px);
  font: medium/1.55 var(--comments-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  font-size: var(--comments-font-size, medium);
  color: var(--ink); overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; }
@media not print { .root[data-theme="dark"] { ${DARK} } }
.root[dir="rtl"] :is(button, a, p, label, legend, h2, span) { unicode-bidi: plaintext; }
.root *, .root *::before, .root *::after { box-sizing: border-box; }
.root [hidden] { display: none !important; }
h2, h3, p, ul, ol, blockquote, pre { margin: 0; padding: 0; border: 0; }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.icon { inline-size: 1.25em; block-size: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.6;
  stroke-linecap: round; stroke-linejoin: round; }
button, input, textarea, select { font: inherit; color: inherit; letter-spacing: inherit; }
button { cursor: pointer; }
button:disabled { cursor: default; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.btn { display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-block-size: 2.5em;
  padding: .35em 1.1em; border: 1px solid var(--edge); border-radius: var(--radius); background: none;
  color: var(--ink);
  font-weight: 600; font-size: .9375em; }
.field { display: block; inline-size: 100%; padding: .55em .75em; border: 1px solid var(--edge);
  border-radius: var(--radius); background: var(--surface); color: var(--ink); }
.field:focus { outline: 2px solid var(--accent); outline-offset: -1px; border-color: var(--accent); }
.field::placeholder { color: var(--muted); opacity: 1; }
.note { padding: .7em 1em; border-radius: var(--radius); background: var(--raised);
  border-inline-start: 3px solid var(--edge);
  font-size: .9375em; }
`;
