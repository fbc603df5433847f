/** The look of correction notices in an article, on top of base-style.js. */

export default `
.notices { display: grid; gap: .75em; padding-block: 1em; }
.notice { padding: .85em 1.1em; border-radius: var(--radius); background: var(--raised);
  border-start-start-radius: 0; border-end-start-radius: 0; border-inline-start: 3px solid var(--accent); break-inside: avoid; }
.notice.retraction { border-color: var(--danger); }
.notice.gone { border-color: var(--edge); }
.notice > * + * { margin-block-start: .45em; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .1em 1em; }
.kind { color: var(--accent); font-size: .875em; }
.retraction .kind { color: var(--danger); }
.gone .kind { color: var(--muted); text-decoration: line-through; }
.date { display: inline-block; min-block-size: 24px; color: var(--muted); font-size: .875em; }
.text, .trace span { white-space: pre-line; }
.trace { color: var(--muted); font-size: .9375em; }
.trace span { color: var(--ink); }
.change { display: grid; gap: .3em; margin-inline: 0; margin-block-end: 0; }
.change div { display: grid; grid-template-columns: minmax(5.5em, auto) 1fr; gap: .1em 1em; align-items: baseline; }
.change dt { color: var(--muted); font-size: .875em; }
.change dd { margin: 0; justify-self: start; white-space: pre-line; }
.change del { color: var(--danger); text-decoration-thickness: 2px; }
.change ins { color: var(--good); text-decoration-thickness: 2px; text-underline-offset: .2em; }
`;
