/** The look of writing: composer, menu, dialogs. Loaded with the first of them. */

export default `
.form-grid { display: grid; gap: .75em; margin-block-start: .75em; }
.awake .box { min-block-size: 6.5em; resize: vertical; }
.composer .top { display: none; }
.tools { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 2px .5em;
  margin-block-start: -.35em; }
.marks { display: flex; gap: 2px; margin-inline-start: -.35em; }
.tool { display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-inline-size: 36px;
  min-block-size: 36px; padding: 0; border: 0; border-radius: var(--radius); background: none; color: var(--muted); }
.tool:hover { background: var(--raised); color: var(--ink); }
.tool.words { padding-inline: .7em; margin-inline-start: auto; color: var(--accent); font-size: .9375em;
  font-weight: 600; }
.tool[data-tool="bold"] .icon { stroke-width: 2.2; }
.previewing .marks { display: none; }
.preview { min-block-size: 6.5em; padding: .7em .75em; border: 1px dashed var(--edge); border-radius: var(--radius); }
.composer :is(.lock-note, .pause-note) { margin-block-start: .75em; }
.who { display: flex; flex-wrap: wrap; align-items: center; gap: .25em .5em; color: var(--muted); font-size: .9375em; }
.who[hidden] { display: none; }
.who b { color: var(--ink); font-weight: 600; }
.match { font-size: 1.75em; font-weight: 700; letter-spacing: .08em; font-variant-numeric: tabular-nums; }
.waits { display: flex; align-items: center; gap: .5em; color: var(--muted); }
.who .btn { margin-inline-start: -.1em; }
div:not([hidden]) + .who { margin-block-start: .35em; }
.name-field { max-inline-size: 20em; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: .5em .75em; }
.actions .hint { flex: 1 1 8em; }
.actions a.btn { text-decoration: none; }
.counter { color: var(--muted); font-size: .875em; font-variant-numeric: tabular-nums; }
.counter.over { color: var(--danger); font-weight: 600; }
.nudge { display: grid; gap: .6em; }
.nudge > * { margin: 0; }
.nudge ul { padding-inline-start: 1.2em; }
.nudge blockquote { padding-inline-start: .75em; border-inline-start: 3px solid var(--line); max-block-size: 12em;
  overflow: auto; white-space: pre-line; overflow-wrap: anywhere; }
.nudge mark { background: color-mix(in srgb, #f2b705 32%, var(--surface)); color: var(--ink); border-radius: 2px; }
.state:empty { display: none; }
.spinner { inline-size: 1em; block-size: 1em; border: 2px solid currentColor; border-inline-end-color: transparent;
  border-radius: 50%; }
@media (prefers-reduced-motion: no-preference) { .spinner { animation: turn .8s linear infinite; } }
@keyframes turn { to { transform: rotate(1turn); } }
.popup { position: absolute; z-index: 4; inset-block-start: calc(100% + 4px); inset-inline-end: auto;
  inset-inline-start: .5em; min-inline-size: min(13em, 100% - .5em); padding: .35em;
  border: 1px solid var(--line); border-radius: calc(var(--radius) * 1.25); background: var(--surface);
  box-shadow: var(--shadow); }
.popup :is(button, a) { display: flex; align-items: center; gap: .7em; inline-size: 100%; min-block-size: 2.5em;
  padding: 0 .75em; border: 0;
  border-radius: calc(var(--radius) - 2px); background: none; text-align: start; font-size: .9375em; }
.popup a { color: inherit; text-decoration: none; }
.popup :is(button, a):is(:hover, :focus-visible) { background: var(--raised); }
.popup button.grave { color: var(--danger); }
.popup .icon { color: var(--muted); }
.popup .grave .icon { color: inherit; }
.choices { display: grid; gap: .1em; margin-block: .25em 1em; }
.choices label { display: flex; align-items: center; gap: .7em; min-block-size: 2.4em; padding-inline: .5em;
  margin-inline: -.5em; border-radius: var(--radius); cursor: pointer; }
.choices label:hover { background: var(--raised); }
.choices input { appearance: auto; accent-color: var(--accent); inline-size: 1.1em; block-size: 1.1em; margin: 0;
  flex: none; }
.dialog legend { font-weight: 600; }
.dialog p + .actions, .dialog .field + .actions, .dialog .state + .actions { margin-block-start: 1.25em; }
.dialog .state { margin-block-start: .75em; }
.edit { margin-block-start: .4em; }
.toast { color: var(--good); font-size: .875em; font-weight: 600; padding-inline: .5em; }
@media (pointer: coarse), (max-width: 560px) { .actions .hint { display: none; } }
@media (max-width: 560px) {
  .slot .avatar { display: none; }
  .marks { gap: 0; }
  .tool { min-inline-size: 32px; }
  .tool.words { padding-inline: .4em; font-size: .875em; }
  .actions .btn.primary { flex: 1 0 auto; }
  .name-field { max-inline-size: none; }
}
.standing { display: grid; gap: .75em; margin-block-end: 1em; }
.standing > .note > * + * { margin-block-start: .35em; }
.standing h3 { margin: 0; font: inherit; font-weight: 650; }
.standing h3:focus { outline: none; }
.standing blockquote { margin: 0; padding-inline-start: .75em; border-inline-start: 3px solid var(--line); white-space: pre-line; }
`;
