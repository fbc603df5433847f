/** The look of the lists for front pages, on top of base-style.js. The heights of rows are promised in docs/embed.md. */

export default `
.latest { --row: 7.75em; }
.most-discussed { --row: 6.1em; }
.latest, .most-discussed { min-block-size: calc(var(--rows) * var(--row)); }
.list { display: block; list-style: none; counter-reset: rank; }
.entry { position: relative; display: flex; flex-direction: column; justify-content: center; gap: .25em;
  min-block-size: var(--row); padding-block: .85em; border-block-start: 1px solid var(--line); line-height: 1.45; }
.by { display: flex; align-items: baseline; gap: .6em; min-inline-size: 0; font-size: .875em; white-space: nowrap; }
.name { font-weight: 600; overflow: hidden; text-overflow: ellipsis; }
.date { flex: none; color: var(--muted); }
.under { color: var(--muted); font-size: .875em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.go { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; color: var(--ink);
  text-decoration: none; }
.go::after { content: ""; position: absolute; inset: 1px 0 0; border-radius: 4px; }
.go:hover { text-decoration: underline; text-decoration-thickness: 1px; }
.go:focus-visible { outline: none; }
.go:focus-visible::after { outline: 2px solid var(--accent); outline-offset: -1px; }
/* In a list of mixed languages every row begins at the same edge. */
.root[dir="ltr"] :is(.go, .under) { text-align: left; }
.root[dir="rtl"] :is(.go, .under) { text-align: right; }
.headline { font-size: 1.0625em; font-weight: 600; line-height: 1.3; }
.most-discussed .list .entry { justify-content: flex-start; counter-increment: rank; padding-inline-start: 2.75em; }
.most-discussed .list .entry::before { content: counter(rank); position: absolute; inset-inline-start: 0;
  inset-block-start: .5em; inline-size: 1.4em; color: var(--accent); font-size: 1.5em; font-weight: 600; line-height: 1.2;
  font-variant-numeric: tabular-nums; }
.instead { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1em;
  min-block-size: inherit; padding: 1em; border-block: 1px solid var(--line); color: var(--muted); font-size: .9375em;
  text-align: center; }
.bones i { display: block; block-size: .8em; margin-block: .3em; border-radius: 4px; background: var(--raised);
  inline-size: 88%; }
.bones i:first-child { inline-size: 35%; }
@media (prefers-reduced-motion: no-preference) { .bones { animation: list-breathe 1.6s ease-in-out infinite alternate; } }
@keyframes list-breathe { from { opacity: 1; } to { opacity: .5; } }
@media print { .bones, .instead { display: none; } .entry { break-inside: avoid; } }
`;
