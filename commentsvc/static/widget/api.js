/** The JSON API as the widget sees it: no cookies, time-outs, and every failure an `ApiError`. */

import { address } from "./address.js";

const TIMEOUT = 12_000; // milliseconds

/** A refusal or a failure. `kind`: "problem" (the service answered), "network", "timeout" or "aborted". */
export class ApiError extends Error {
  constructor(kind, { status = 0, problem = {}, retryAfter = null, url = "" } = {}) {
    super(problem.title || kind);
    this.name = "ApiError";
    this.kind = kind;
    this.status = status;
    this.code = problem.code ?? null;
    this.title = problem.title ?? null;
    this.errors = Array.isArray(problem.errors) ? problem.errors : [];
    this.retryAfter = retryAfter;
    this.url = url;
  }

  /** The service's own sentences for the reader, or null when it said nothing. */
  get sentence() {
    const messages = this.errors.map((error) => error.message).filter(Boolean);
    return messages.length ? messages.join(" ") : this.title;
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
    throw Object.assign(new ApiError(kind, { url: url.href, status: response?.status }), { cause });
  }
}

/** The JSON of an answer (null for 204); throws `ApiError` for a refusal. */
export async function read(response) {
  if (response.ok) return response.status === 204 ? null : response.json();
  const problem = await response.json().catch(() => ({}));
  throw new ApiError("problem", {
    status: response.status,
    problem: Object(problem),
    retryAfter: Number.parseInt(response.headers.get("Retry-After"), 10) || null,
    url: response.url,
  });
}
