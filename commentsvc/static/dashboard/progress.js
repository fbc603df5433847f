/** Something about many comments that goes on in the background: how far it is, until it is done. */

const EVERY = 1000;

export function follow(root) {
  const place = root.querySelector("[data-progress]");
  if (!place) return;
  const bar = place.querySelector("progress");
  const told = place.querySelector("[data-told]");
  const ask = async () => {
    const news = root.visibilityState === "visible" ? await progress(place.dataset.progress) : undefined;
    if (news === null) return;
    if (news && !news.going) {
      location.replace(location.href);
      return;
    }
    if (news) {
      bar.max = Math.max(news.total, 1);
      bar.value = news.done;
      if (news.told) told.textContent = news.told;
    }
    setTimeout(ask, EVERY);
  };
  setTimeout(ask, EVERY);
}

/** The service's answer; undefined when it gave none, null when it is of no use to ask again. */
async function progress(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if ([401, 403, 404].includes(answer.status)) return null;
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}
