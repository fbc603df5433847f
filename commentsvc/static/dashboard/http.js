/** Sending one of the page's own forms, as a browser would, and reading the desk's short answer. */

/** The answer to a form: `{ ok, status, data }`; status 0 when nobody answered. */
export async function send(form, submitter = null) {
  const action = submitter?.getAttribute("formaction") || form.getAttribute("action");
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.set(submitter.name, submitter.value);
  try {
    const response = await fetch(action, { method: "POST", body, headers: { Accept: "application/json" } });
    const json = response.headers.get("Content-Type")?.includes("json");
    return { ok: response.ok && json, status: response.status, data: json ? await response.json() : {} };
  } catch {
    return { ok: false, status: 0, data: {} };
  }
}
