/** The look of using a thread: what is pointed at, the tip, the comment lit up. Loads with the first touch of it. */

export default `
:is(.btn, .more-replies):disabled { opacity: .6; }
.btn:hover:not(:disabled) { background: var(--raised); }
.sort:hover { color: var(--ink); }
.tip { position: absolute; z-index: 3; inset-block-start: calc(100% + .6em); inset-inline-end: 50%;
  inline-size: 17em; max-inline-size: 70vw;
  padding: .6em .8em; border-radius: var(--radius); background: var(--ink); color: var(--surface); font-size: .8125em;
  line-height: 1.45; visibility: hidden; opacity: 0; transform: translateX(50%); }
.tip::before { content: ""; position: absolute; inset-inline: 0; inset-block-end: 100%; block-size: .6em; }
[dir="rtl"] .tip { transform: translateX(-50%); }
.sort-item:not(.hush):hover .tip, .sort-item:not(.hush) .sort:focus-visible + .tip, .told .tip {
  visibility: visible; opacity: 1; }
.comment.lit { animation: lit 2.6s ease-out; }
@keyframes lit { from, 40% { background: var(--tint); box-shadow: 0 0 0 8px var(--tint); } to {
  background: transparent; box-shadow: 0 0 0 8px transparent; } }
.place .note + .form-grid { margin-block-start: 1em; }
.error { color: var(--danger); font-size: .9375em; }
.foot .error { flex-basis: 100%; padding-inline-start: .6em; }
.note.bad { border-color: var(--danger); }
.why { margin-block-start: .4em; font-size: .875em; }
.statement { display: grid; gap: .6em; font-size: .9375em; }
.statement:not(:empty) { margin-block: .5em .75em; padding: .75em 1em; border-radius: var(--radius, 8px); background: var(--raised); }
.why blockquote { margin: .25em 0 0; padding-inline-start: .75em; border-inline-start: 3px solid var(--line); white-space: pre-line; }
.waiting .body { opacity: .85; }
a:is(.date, .to):hover { text-decoration: underline; }
.act:hover:not(:disabled) { background: var(--raised); color: var(--ink); }
.more-replies:hover:not(:disabled) { color: var(--accent); text-decoration: underline; background: none; }
.slot:not(:empty) { margin-block-start: 1em; padding-inline-start: calc(40px + .875em); }
.replies .slot:not(:empty) { padding-inline-start: calc(32px + .875em); }
.slot .avatar { inline-size: 32px; block-size: 32px; }
.fold[aria-expanded="false"] { color: var(--accent); font-weight: 600; }
.fold[aria-expanded="false"] .icon { transform: scaleY(-1); }
.list[aria-busy="true"] { cursor: progress; box-shadow: 0 -2px var(--accent); }
@media (prefers-reduced-motion: reduce) { .comment.lit { animation: none; box-shadow: 0 0 0 8px var(--tint);
  background: var(--tint); } }
@media (max-width: 560px) {
  .tip { inset-inline-end: auto; inset-inline-start: 0; transform: none; }
  [dir="rtl"] .tip { transform: none; }
  .slot:not(:empty), .replies .slot:not(:empty) { padding-inline-start: 0; }
}
@media (forced-colors: active) { .tip { border: 1px solid CanvasText; } }
`;
