/** Sending one of the page's own forms, as a browser would, and reading the desk's short answer. */

// The most that a browser sends on after its page is left (64 KiB, Fetch Standard), with some room.
const GOES_ON_MAX = 60000;

/** What a form holds at this moment: `{ action, body }`, to be sent now or later. */
export function letterOf(form, submitter = null) {
  const action = submitter?.getAttribute("formaction") || form.getAttribute("action");
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.set(submitter.name, submitter.value);
  return { action, body };
}

/** The answer to a letter: `{ ok, status, data }`; status 0 when nobody answered. It arrives although the page is left. */
export async function post({ action, body }) {
  const keepalive = String(body).length < GOES_ON_MAX;
  try {
    const response = await fetch(action, { method: "POST", body, keepalive, headers: { Accept: "application/json" } });
    const json = response.headers.get("Content-Type")?.includes("json");
    return { ok: response.ok && json, status: response.status, data: json ? await response.json() : {} };
  } catch {
    return { ok: false, status: 0, data: {} };
  }
}

/** Send a form now. */
export function send(form, submitter = null) {
  return post(letterOf(form, submitter));
}
