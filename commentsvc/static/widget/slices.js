/** Work on the page bit by bit, so that no task keeps a phone from answering its reader. */

const SLICE = 10; // milliseconds of work after which the browser has a turn

/**
 * Lets the browser lay out and paint a frame; not where nobody looks, since there are none. Not `scheduler.yield`: what
 * goes on by it comes before the frames, which then have all to lay out at once.
 */
function pause() {
  return document.hidden || new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

/**
 * Takes steps (of a generator) with turns for the browser, one also after each step that yields true; for as long as
 * `goesOn()`. `start`: when the work began (`performance.now()`).
 */
export async function inSlices(steps, goesOn, start = performance.now()) {
  for (const turn of steps) {
    if (!turn && performance.now() - start < SLICE) continue;
    await pause();
    if (!goesOn()) return;
    start = performance.now();
  }
}
