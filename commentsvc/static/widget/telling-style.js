/** The look of the switches for mail, and of the list of discussions that a reader follows. */

export default `
.telling { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.5em; color: var(--muted); font-size: .9375em; }
.tell { display: inline-flex; align-items: center; gap: .6em; min-block-size: 2.25em; cursor: pointer; }
.tell input { appearance: none; position: relative; flex: none; inline-size: 2.1em; block-size: 1.25em; margin: 0;
  border: 1px solid var(--edge); border-radius: 99px; background: var(--raised); cursor: pointer; }
.tell input::after { content: ""; position: absolute; inset-block: .16em; inset-inline-start: .18em; inline-size: .8em;
  border-radius: 50%; background: var(--muted); }
.tell input:checked { background: var(--accent); border-color: var(--accent); }
.tell input:checked::after { inset-inline: auto .18em; background: var(--on-accent); }
.tell:has(input:checked) { color: var(--ink); }
.soon { min-block-size: 2.1em; padding: .1em .4em; border: 1px solid var(--edge); border-radius: var(--radius);
  background: var(--surface); color: var(--ink); }
.how-soon { display: block; inline-size: fit-content; margin-block-start: 1em; }
.telling-state { flex: 1 1 100%; }
.how-soon + .actions { margin-block-start: 1.25em; }
.followed { margin-block: 1.5em; }
.followed h3 { font-size: 1em; font-weight: 700; margin-block-end: .5em; }
.followed ul { list-style: none; display: grid; gap: .25em; }
.followed li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1em; }
.followed li > span { flex: 1 1 12em; }
@media (forced-colors: active) {
  .tell input { forced-color-adjust: none; background: Canvas; border-color: ButtonText; }
  .tell input::after { background: ButtonText; }
  .tell input:checked { background: Highlight; border-color: Highlight; }
  .tell input:checked::after { background: HighlightText; }
}
`;
