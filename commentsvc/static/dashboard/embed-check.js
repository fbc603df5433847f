/** Tries, from the browser at hand, whether the service's script can be reached. */

const place = document.querySelector("[data-reach]");

if (place) show(place, await reach(place.dataset.reach));

async function reach(url) {
  if (new URL(url).origin !== location.origin) return "unknown";
  try {
    const response = await fetch(url, { credentials: "omit" });
    const script = response.headers.get("Content-Type")?.includes("javascript");
    return response.ok && script ? "good" : "problem";
  } catch {
    return "problem";
  }
}

function show(item, state) {
  const { dataset } = item;
  const words = { good: dataset.textGood, problem: dataset.textProblem, unknown: dataset.textUnknown };
  const labels = { good: dataset.labelGood, problem: dataset.labelProblem, unknown: dataset.labelUnknown };
  const text = document.createElement("p");
  const label = document.createElement("b");
  label.textContent = labels[state];
  text.append(label, ` ${words[state]}`);
  item.replaceChildren(text);
  if (state === "problem") {
    const remedy = document.createElement("p");
    remedy.className = "hint";
    remedy.textContent = dataset.remedy;
    item.append(remedy);
  }
  item.classList.replace("unknown", state);
  item.hidden = false;
}
