/** Another order of comments: remembered, and drawn from a fresh first page. */

/** Shows the thread in the order `name`; what the reader wrote stays on the page. */
export async function setSort(thread, name) {
  const { element, list, sorts, t } = thread;
  element.sort = name;
  for (const node of sorts.querySelectorAll(".sort")) {
    node.setAttribute("aria-pressed", String(node.dataset.sort === name));
  }
  list.setAttribute("aria-busy", "true");
  try {
    const page = await element.firstPage({ v: thread.version });
    if (element.sort !== name) return;
    const focused = sorts.contains(element.shadowRoot.activeElement);
    thread.draw(page);
    if (focused) thread.sorts.querySelector(`[data-sort="${name}"]`).focus();
    for (const comment of thread.mine.own.values()) if (!thread.views.has(comment.id)) thread.addOwn(comment);
    const order = t(`sort_${name}`);
    element.announce(`${t("sort_label")}: ${order}`);
  } catch (error) {
    if (error.kind !== "aborted") element.announce(t("failed"));
  } finally {
    list.removeAttribute("aria-busy");
  }
}
