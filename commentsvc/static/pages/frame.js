/**
 * In frame mode: tells the publisher's page how high this page is, so that the frame needs no scroll bar of its own.
 * The page around asks first; only the window that frames this one, and only with an origin registered for the site,
 * is answered, and the answer is addressed to that origin. See docs/embed.md#in-a-frame
 */
(() => {
  const registered = document.currentScript.dataset.origins.split(" ");
  let asker = null;

  function tell() {
    if (!asker) return;
    const target = document.querySelector(":target");
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    const at = target ? Math.round(target.getBoundingClientRect().top + scrollY) : 0;
    parent.postMessage({ commentsvc: "height", height, at }, asker);
  }

  addEventListener("message", ({ data, origin, source }) => {
    if (source !== parent || parent === window || data?.commentsvc !== "frame" || !registered.includes(origin)) return;
    asker = origin;
    document.documentElement.classList.add("measured");
    tell();
  });
  new ResizeObserver(tell).observe(document.body);
})();
