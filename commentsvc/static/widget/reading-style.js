/** The look of what reading.js adds around and inside the list. */

export default `
.notices { display: grid; gap: .75em; margin-block-end: 1.25em; }
.announcement { padding: .8em 1.1em; border-radius: var(--radius); background: var(--tint);
  border-inline-start: 3px solid var(--accent); margin: 0; }
.rules { border: 1px solid var(--line); border-radius: var(--radius); font-size: .9375em; }
.rules summary { display: flex; align-items: center; gap: .5em; min-block-size: 2.75em; padding-inline: 1.1em;
  font-weight: 600; cursor: pointer; list-style: none; border-radius: var(--radius); }
.rules summary::-webkit-details-marker { display: none; }
.rules summary::before { content: ""; inline-size: .45em; block-size: .45em; flex: none; margin-inline-end: .25em;
  border: solid var(--muted); border-width: 0 2px 2px 0; transform: rotate(-45deg); }
[dir="rtl"] .rules summary::before { transform: rotate(135deg); }
.rules[open] summary::before { transform: rotate(45deg) translate(-.1em, -.1em); }
.rules summary:hover { background: var(--raised); }
.rules .body { padding: .25em 1.1em 1em; margin: 0; }
.news:not(:empty) { margin-block-end: 1.5em; text-align: center; }
.filters { display: flex; flex-wrap: wrap; gap: .35em; margin-block-end: 1.5em; }
.filter { min-block-size: 2.25em; padding: 0 .95em; border: 1px solid var(--line); border-radius: 99px;
  background: none; color: var(--muted); font-size: .875em; font-weight: 600; }
.filter:hover { color: var(--ink); background: var(--raised); }
.filter[aria-pressed="true"] { color: var(--accent); background: var(--tint); border-color: var(--accent); }
.notices > .checked, .filter-note { color: var(--muted); font-size: .875em; }
.filter-note { margin-block: -.75em 1.25em; }
.sorts[inert] { opacity: .45; }
.picks { margin-block-end: 2em; padding: 1.1em 1.25em 1.25em; border-radius: calc(var(--radius) * 1.25);
  background: var(--raised); }
.picks-title { font-size: 1em; font-weight: 700; line-height: 1.3; margin-block-end: .9em; }
.picks-list { list-style: none; display: grid; gap: 1.1em; }
.pick + .pick { padding-block-start: 1.1em; border-block-start: 1px solid var(--line); }
.pick-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .6em; line-height: 1.4; }
.pick .avatar { inline-size: 28px; block-size: 28px; }
.pick-text { margin-block: .35em .2em; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4;
  overflow: hidden; }
.pick-link { display: inline-flex; align-items: center; min-block-size: 24px; font-size: .875em; font-weight: 600;
  text-decoration: none; }
.pick-link:hover { text-decoration: underline; }
.unread { margin-block: 0 1.25em; }
.unread-bar { display: flex; flex-wrap: wrap; align-items: center; gap: .15em; padding: .15em .35em .15em 1.1em;
  padding-inline: 1.1em .35em; border: 1px solid var(--line); border-radius: 99px; inline-size: fit-content;
  max-inline-size: 100%; }
.unread-words { display: inline-flex; align-items: center; margin-inline-end: .5em; font-size: .9375em; font-weight: 600; }
.unread-words::before, .fresh-mark::before { content: ""; display: inline-block; inline-size: .5em; block-size: .5em;
  margin-inline-end: .55em; border-radius: 50%; background: var(--accent); vertical-align: .08em; flex: none; }
.fresh-mark { display: inline-flex; align-items: center; min-block-size: 24px; padding: 0 .35em; margin: 0;
  margin-inline-start: -.1em; border: 0; border-radius: 99px; background: none; color: var(--accent);
  font-size: .8125em; font-weight: 600; line-height: 1; }
.fresh-mark::before { margin-inline-end: .4em; }
.fresh-mark .icon { inline-size: 1em; block-size: 1em; margin-inline-start: .15em; opacity: .7; }
.fresh-mark:hover { background: var(--tint); }
.comment.muted > .avatar { visibility: hidden; }
.comment.muted > .content > :not(.mute-row, .foot) { display: none; }
.comment.muted > .content > .foot > :not(.fold) { display: none; }
.mute-row { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .35em; min-block-size: 36px; }
.mute-row .act { color: var(--accent); font-weight: 600; }
.muted-list { text-decoration: underline; text-underline-offset: .2em; margin-block-start: 1em; }
.muted-people { list-style: none; margin-block: 1em; display: grid; gap: .5em; }
.muted-people li { display: flex; align-items: center; justify-content: space-between; gap: 1em; }
.own-list { list-style: none; display: grid; gap: 1.1em; max-block-size: 55vh; overflow: auto; }
.own-list li + li { padding-block-start: 1.1em; border-block-start: 1px solid var(--line); }
.own-text { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.own-list .note { margin-block-start: .5em; }
.own-list + .actions { margin-block-start: 1.5em; }
.forget { display: grid; gap: .75em; justify-items: start; font-size: .9375em; }
.keys-list { display: grid; grid-template-columns: auto 1fr; gap: .6em 1.25em; margin: 0 0 1.25em; align-items: center; }
.keys-list dd { margin: 0; }
.keys-list dt { display: flex; gap: .3em; }
kbd { display: inline-flex; justify-content: center; min-inline-size: 1.9em; padding: .15em .5em; font: inherit;
  font-size: .875em; font-weight: 600; border: 1px solid var(--edge); border-block-end-width: 2px; border-radius: 5px;
  background: var(--raised); }
.check { display: flex; align-items: center; gap: .7em; min-block-size: 2em; cursor: pointer; }
.check input { appearance: auto; accent-color: var(--accent); inline-size: 1.1em; block-size: 1.1em; margin: 0;
  flex: none; }
.check + .hint { margin-block: .25em 1.25em; }
.desk-link { margin-block: 1em 0; font-size: .9375em; }
@media (pointer: coarse) { .keys { display: none; } }
@media (max-width: 560px) {
  .picks { padding-inline: .9em; }
  .unread-bar { inline-size: 100%; border-radius: var(--radius); }
  .unread-words { flex: 1; }
}
@media (forced-colors: active) {
  .filter[aria-pressed="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
  .picks, .announcement { border: 1px solid CanvasText; }
  .unread-words::before, .fresh-mark::before { background: Highlight; forced-color-adjust: none; }
}
@media print { .rules:not([open]), .checked, .filters, .unread, .muted-list, .fresh-mark, .pick-link, .desk-link { display: none !important; } }
`;
