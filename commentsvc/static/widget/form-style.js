/** The look of forms and dialogs: loaded with the first of them, on top of base-style.js. */

export default `
.root { --shadow: 0 1px 2px rgb(0 0 0 / .08), 0 8px 28px rgb(0 0 0 / .14); }
.root[data-theme="dark"] { --shadow: 0 1px 2px rgb(0 0 0 / .5), 0 8px 28px rgb(0 0 0 / .6); }
.btn:disabled { opacity: .6; }
.btn:hover:not(:disabled) { background: var(--raised); }
.btn.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.btn.primary:hover:not(:disabled) { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
.btn.quiet { border-color: transparent; color: var(--muted); padding-inline: .6em; font-weight: 500; }
.btn.quiet:hover { color: var(--ink); }
.btn.danger { background: var(--danger); border-color: var(--danger); color: var(--surface); }
.label { display: block; font-weight: 600; font-size: .875em; margin-block-end: .3em; }
.error { color: var(--danger); font-size: .9375em; }
.field[aria-invalid="true"] { border-color: var(--danger); }
.hint { color: var(--muted); font-size: .875em; }
fieldset, legend { margin: 0; padding: 0; border: 0; }
textarea { resize: vertical; }
.note.bad { border-color: var(--danger); }
.note.good { border-color: var(--good); }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: .5em .75em; }
.dialog { all: initial; box-sizing: border-box; font: inherit; color: var(--ink); background: var(--surface);
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) * 1.5); box-shadow: var(--shadow); padding: 1.5em; margin: auto;
  position: fixed; inset: 0;
  inline-size: min(34em, calc(100vw - 1.5rem)); block-size: fit-content; max-block-size: calc(100dvh - 1.5rem);
  overflow: auto; }
.dialog:not([open]) { display: none; }
.dialog::backdrop { background: rgb(0 0 0 / .45); }
.dialog h2 { font-size: 1.2em; font-weight: 700; line-height: 1.3; margin-block-end: .75em; }
@media (prefers-reduced-motion: no-preference) {
  .btn, .field { transition: background-color .12s, border-color .12s; }
}
@media (forced-colors: active) {
  .dialog { border-color: ButtonText; }
  .btn.primary { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
}
`;
