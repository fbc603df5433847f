/** The thread's own look, on top of base-style.js. */

export default `
.thread { padding-block: .5em; }
[dir="rtl"] > .thread { text-align: right; }
[dir="auto"] { text-align: start; }
.box:placeholder-shown { text-align: inherit; }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5em 1.5em;
  margin-block-end: 1.25em; }
.title { font-size: 1.375em; line-height: 1.25; font-weight: 700; letter-spacing: -.01em; outline-offset: 4px; }
.sorts { display: flex; padding: 3px; border-radius: var(--radius); background: var(--raised); }
.sort-item { position: relative; }
.sort { min-block-size: 2.25em; padding: 0 .9em; border: 0; background: none; color: var(--muted); font-size: .875em;
  font-weight: 600; border-radius: calc(var(--radius) - 2px); }
.sort[aria-pressed="true"] { background: var(--surface); color: var(--ink); box-shadow: 0 1px 2px rgb(0 0 0 / .16); }
.place { margin-block-end: 1.75em; }
.avatar { flex: none; inline-size: 40px; block-size: 40px; border-radius: 50%; overflow: hidden; user-select: none; }
.avatar-ground { fill: var(--line); }
.avatar-figure { fill: var(--muted); }
.composer { display: flex; align-items: flex-start; gap: .875em; }
.composer-inner { flex: 1; min-inline-size: 0; }
.box { min-block-size: 3em; field-sizing: content; max-block-size: 24em; resize: none; line-height: 1.5;
  padding-block: .7em; }
.list, .replies { list-style: none; }
.list > .item + .item { margin-block-start: 1.75em; }
.replies { margin-block-start: 1.25em; margin-inline-start: 19px; padding-inline-start: 34px;
  border-inline-start: 2px solid var(--line); }
.replies > .item + .item { margin-block-start: 1.25em; }
.replies .avatar { inline-size: 32px; block-size: 32px; }
.replies .replies { margin-inline-start: 15px; padding-inline-start: 26px; }
.comment { display: flex; gap: .875em; border-radius: var(--radius); scroll-margin-block: 5em; outline-offset: 6px; }
.content { flex: 1; min-inline-size: 0; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .6em; line-height: 1.4; }
.name { font-weight: 600; }
.date, .edited, .to { color: var(--muted); font-size: .875em; text-decoration: none; }
.to { display: inline-flex; align-items: baseline; gap: .3em; }
.to .icon { align-self: center; inline-size: 1em; block-size: 1em; }
.edited::before { content: "· "; }
.badge { padding: .05em .55em; border-radius: 99px; background: var(--tint); color: var(--accent); font-size: .75em;
  font-weight: 600; border: 1px solid transparent; }
.badge.new { background: var(--raised); color: var(--muted); }
.body { margin-block-start: .2em; }
.body > * + * { margin-block-start: .7em; }
.body ul, .body ol { padding-inline-start: 1.5em; }
.body :is(blockquote, ul, ol) :is(p, li) { unicode-bidi: plaintext; }
.body blockquote { padding-inline-start: .9em; border-inline-start: 3px solid var(--line); color: var(--muted); }
.body code, .body pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .9em;
  background: var(--raised); border-radius: 4px; }
.body code { padding: .1em .3em; }
.body pre { padding: .7em .9em; white-space: pre-wrap; }
.body pre code { padding: 0; background: none; font-size: 1em; }
.content > .note { margin-block-start: .6em; }
.ghost { color: var(--muted); font-style: italic; padding-block: .4em; }
.foot { position: relative; display: flex; flex-wrap: wrap; align-items: center; gap: .25em;
  margin-block-start: .35em; margin-inline-start: -.5em; }
.votes { display: flex; gap: .25em; }
.act { display: inline-flex; align-items: center; gap: .35em; min-inline-size: 36px; min-block-size: 36px;
  justify-content: center; padding: 0 .55em; border: 0;
  border-radius: 99px; background: none; color: var(--muted); font-size: .875em; font-weight: 500; }
[dir="rtl"] :is(.reply, .to) .icon { transform: scaleX(-1); }
.tally { font-variant-numeric: tabular-nums; }
.vote[aria-pressed="true"] { color: var(--accent); background: var(--tint); font-weight: 700; }
.menu .icon, .vote[aria-pressed="true"] .icon { stroke-width: 2.4; }
.ghost + .foot:has(> [hidden]:only-child) { display: none; }
.more:not(:empty) { margin-block-start: .75em; }
.list + .more { text-align: center; margin-block-start: 2em; }
.more-replies { margin-inline-start: calc(19px - .55em); color: var(--accent); font-weight: 600; }
.btn.wide { inline-size: min(100%, 24em); }
.failure { padding: 1.1em 1.25em; }
.bones { min-block-size: 16em; border-radius: var(--radius);
  background: repeating-linear-gradient(var(--raised) 0 .8em, transparent 0 1.8em); }
@media (prefers-reduced-motion: no-preference) { .bones { animation: breathe 1.6s ease-in-out infinite alternate; } }
@keyframes breathe { from { opacity: 1; } to { opacity: .5; } }
@media (max-width: 560px) {
  .bar { gap: .75em; }
  .sorts { inline-size: 100%; }
  .sort-item { flex: 1; }
  .sort { inline-size: 100%; padding-inline: .25em; }
  .avatar { inline-size: 32px; block-size: 32px; }
  .composer, .comment { gap: .625em; }
  .replies, .replies .replies { margin-inline-start: 5px; padding-inline-start: 11px; }
  .replies .avatar { inline-size: 28px; block-size: 28px; }
  .fold[aria-expanded="true"] span { position: absolute; inline-size: 1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap; }
}
@media (forced-colors: active) {
  .sort[aria-pressed="true"], .vote[aria-pressed="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
}
@supports (overflow-anchor: auto) {
  /* Only where browsers keep the place that is read while heights above it change; see #settle in thread-view.js. */
  .far { content-visibility: auto; contain-intrinsic-size: auto 12em; }
}
@media print {
  .composer, .foot, .sorts, .more, .slot { display: none !important; }
  .comment { break-inside: avoid; }
}
`;
