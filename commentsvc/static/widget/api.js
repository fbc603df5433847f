/** The JSON API as the widget sees it: no cookies, time-outs, and every failure an `ApiError`. */

import { address } from "./address.js";

const TIMEOUT = 12_000; // milliseconds

/**
 * A refusal or a failure. `kind`: "problem" (the service answered), "network", "timeout", "aborted" or "markup"; `more`:
 * what is known besides, as `status`, `code`, `title`, `errors` and `retryAfter` (seconds).
 */
export class ApiError extends Error {
  status = 0;
  errors = [];

  constructor(kind, more) {
    super(more.title || kind);
    Object.assign(this, more, { name: "ApiError", kind });
  }
}

/**
 * Sends one request and gives the answer's JSON (null for 204). `query` as for `address`; `signal` aborts; `timeout` in
 * milliseconds; what else there is goes to `fetch`. Throws `ApiError`. Writing: `send` of session.js.
 */
export async function call(method, path, { query, signal, timeout = TIMEOUT, ...init } = {}) {
  const url = address(path, query);
  const late = AbortSignal.timeout(timeout);
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: { Accept: "application/json" },
      credentials: "omit",
      ...init,
      signal: signal && AbortSignal.any ? AbortSignal.any([signal, late]) : late,
    });
    return await read(response);
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    const kind = signal?.aborted ? "aborted" : late.aborted ? "timeout" : "network";
    throw new ApiError(kind, { cause, status: response?.status ?? 0 });
  }
}

/** The JSON of an answer (null for 204); throws `ApiError` for a refusal. */
export async function read(response) {
  if (response.ok) return response.status === 204 ? null : response.json();
  const { code, title, errors } = Object(await response.json().catch(() => null));
  throw new ApiError("problem", {
    status: response.status,
    code,
    title,
    errors: Array.isArray(errors) ? errors : [],
    retryAfter: Number.parseInt(response.headers.get("Retry-After"), 10) || null,
  });
}
