/** The look of `<correction-reporter>`, over base-style.js. */

export default `
:host { margin-block: 1.5em; }
.invitation { color: var(--muted); font-size: .9375em; padding-block-start: .9em;
  border-block-start: 1px solid var(--line); }
.link { position: relative; appearance: none; border: 0; background: none; padding: 0; margin: 0;
  color: var(--accent);
  font-weight: 600; text-decoration: underline; text-underline-offset: .15em; }
.link::after { content: ""; position: absolute; inset: -.35em -.3em; }
.link:hover { text-decoration-thickness: 2px; }
.keys { white-space: nowrap; }
kbd { display: inline-block; padding: 0 .4em; border: 1px solid var(--line); border-block-end-width: 2px;
  border-radius: 4px;
  background: var(--raised); color: var(--ink); font: inherit; font-size: .875em; line-height: 1.5; }
kbd.apple::before { content: "\\2318\\00a0"; content: "\\2318\\00a0" / ""; }
.kept { display: grid; gap: .75em; }
.kept:not(:empty) { margin-block-start: 1em; }
.kept .row, .notice .row { margin-block-start: .5em; }
.btn.small { min-block-size: 2em; padding: .15em .8em; font-size: .875em; }
q { quotes: "“" "”"; }
q:lang(uk), q:lang(ru) { quotes: "«" "»"; }

.at-selection { all: initial; box-sizing: border-box; position: fixed; inset: auto; margin: 0; z-index: 2147483647;
  display: inline-flex; align-items: center; gap: .45em; padding: .45em .85em .45em .7em; min-block-size: 2.25em;
  border: 1px solid transparent; border-radius: 999px; background: var(--ink); color: var(--surface);
    box-shadow: var(--shadow);
  font: inherit; font-size: .875em; font-weight: 600; line-height: 1.2; white-space: nowrap; cursor: pointer;
  user-select: none; -webkit-user-select: none; touch-action: manipulation; }
.at-selection:hover { background: color-mix(in srgb, var(--ink) 86%, var(--surface)); }
.at-selection .icon { inline-size: 1.1em; block-size: 1.1em; }
.at-selection.away { visibility: hidden; }
.at-selection:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 999px; }

.dialog.correction { padding: 0; inline-size: min(38em, calc(100vw - 2rem)); overflow: hidden; }
.dialog.correction[open] { display: flex; }
.sheet { display: flex; flex-direction: column; flex: 1; min-inline-size: 0; max-block-size: inherit; margin: 0; }
.head { display: flex; align-items: center; justify-content: space-between; gap: 1em; padding: 1.1em .9em .6em 1.5em;
  }
:dir(rtl) > .sheet .head { padding: 1.1em 1.5em .6em .9em; }
.dialog.correction h2 { margin: 0; }
.dialog.correction h2:focus { outline: none; }
.close { min-block-size: 2.25em; min-inline-size: 2.25em; padding: 0; flex: none; }
.body { flex: 1 1 auto; min-block-size: 0; overflow: auto; overscroll-behavior: contain; padding: .4em 1.5em 1.25em; }
.fields { display: grid; gap: 1.15em; }
.fields[inert] { opacity: .6; }
.notice:not(:empty) { margin-block-end: 1.15em; }
.note { border-start-start-radius: 0; border-end-start-radius: 0; }
.notice .note { border-color: var(--accent); }
.foot { padding: .9em 1.5em 1.1em; border-block-start: 1px solid var(--line); background: var(--surface); }
.actions { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: .6em; }
.last { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .7em 1.5em; }
.where { flex: 1 1 14em; text-wrap: balance; }
.outcome:not(:empty) { margin-block-end: .8em; }
.send { min-inline-size: 8em; }
.send[aria-disabled="true"] { opacity: .7; cursor: progress; }

.quote { margin: 0; }
.quote blockquote { margin: 0; padding: .75em 1em; border-inline-start: 3px solid var(--accent);
  border-start-end-radius: var(--radius);
  border-end-end-radius: var(--radius); background: var(--raised); color: var(--muted); white-space: pre-line;
  max-block-size: 11em; overflow: auto;
    font-family: var(--comments-quote-font, Georgia, "Noto Serif", "Times New Roman", serif);
  font-size: 1.0625em; line-height: 1.5; }
mark { background: color-mix(in srgb, #f2b705 32%, var(--surface)); color: var(--ink); padding: .08em .12em;
  border-radius: 3px;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark.changed { background: none; padding: 0; }
del { color: var(--danger); background: color-mix(in srgb, var(--danger) 10%, var(--surface));
  text-decoration: line-through;
  text-decoration-thickness: .09em; border-radius: 3px; padding: .05em .1em; }
ins { color: var(--good); background: color-mix(in srgb, var(--good) 14%, var(--surface)); text-decoration: underline;
  text-underline-offset: .18em; border-radius: 3px; padding: .05em .1em; margin-inline-start: .15em; }

.kinds { min-inline-size: 0; }
.chips { display: flex; flex-wrap: wrap; gap: .45em; }
.chip { position: relative; display: inline-flex; cursor: pointer; }
.chip input { position: absolute; inset-block: 0; inset-inline-start: 0; inline-size: .8em; block-size: 100%;
  margin: 0; opacity: 0; cursor: pointer; }
.chip span { display: inline-flex; align-items: center; min-block-size: 2.1em; padding: .2em .85em;
  border: 1px solid var(--edge);
  border-radius: 999px; font-size: .9375em; line-height: 1.3; }
.chip:hover span { background: var(--raised); }
.chip input:checked + span { background: var(--tint); border-color: var(--accent); color: var(--accent);
  font-weight: 600;
  box-shadow: inset 0 0 0 1px var(--accent); }
.chip input:focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }
.root[dir="rtl"] { text-align: right; }
.root[dir="rtl"] :is(p, label, legend, span, h2, blockquote) { text-align: right; }
.quote .hint { margin-block-start: .35em; }
.entry .hint, .entry .error { margin-block-start: .35em; }
textarea.field { field-sizing: content; min-block-size: 2.75em; max-block-size: 14em; line-height: 1.5; }
textarea.roomy { min-block-size: 6em; }
.check { display: flex; align-items: center; gap: .55em; cursor: pointer; min-block-size: 1.5em;
  inline-size: fit-content; }
.check input { inline-size: 1.15em; block-size: 1.15em; margin: 0; accent-color: var(--accent); flex: none; }

.arrived { display: grid; gap: 1.1em; padding-block: .4em .6em; }
.thanks { display: flex; align-items: flex-start; gap: .75em; font-size: 1.0625em; }
.tick { display: inline-grid; place-items: center; flex: none; inline-size: 1.9em; block-size: 1.9em;
  border-radius: 50%;
  background: color-mix(in srgb, var(--good) 16%, var(--surface)); color: var(--good); }
.arrived a.btn { text-decoration: none; }

@media (pointer: coarse) {
  .btn, .btn.small, .chip span, .close, .check, .at-selection { min-block-size: 44px; }
  .close { min-inline-size: 44px; }
  .link::after { inset: -.7em -.6em; }
}
@media (max-width: 34em) {
  .dialog.correction { inline-size: 100%; max-inline-size: none; max-block-size: calc(100dvh - 1.5rem);
    margin: auto 0 0;
    border-width: 1px 0 0; border-end-start-radius: 0; border-end-end-radius: 0; }
  .head { padding-inline: 1.1em .5em; padding-block: .7em .3em; }
  :dir(rtl) > .sheet .head { padding-inline: 1.1em .5em; }
  .body { padding-inline: 1.1em; }
  .foot { padding-inline: 1.1em; padding-block-end: calc(.9em + env(safe-area-inset-bottom, 0px)); }
  .actions { flex: 1 1 100%; }
  .actions .btn { flex: 1 1 8em; }
  .chips { gap: .35em; }
}
@media (max-height: 30em) {
  .where { display: none; }
}
@media (prefers-reduced-motion: no-preference) {
  .dialog.correction[open] { animation: appear .16s ease-out; }
  @keyframes appear { from { opacity: 0; translate: 0 .75em; } }
  .chip span { transition: background-color .12s, border-color .12s; }
}
@media (forced-colors: active) {
  mark { background: Mark; color: MarkText; forced-color-adjust: none; }
  mark.changed { background: none; color: CanvasText; forced-color-adjust: auto; }
  .at-selection { border-color: ButtonText; }
  .chip input:checked + span { forced-color-adjust: none; background: Highlight; color: HighlightText;
    border-color: Highlight; }
  .quote blockquote, .note { border-color: CanvasText; }
}
@media print { .root { display: none; } }
`;
