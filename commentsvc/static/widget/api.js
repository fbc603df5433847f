/** The JSON API as the widget sees it: no cookies, time-outs, and every failure an `ApiError`. */

/** The service's own address, worked out from where this module was served: …/embed/assets/<digest>/api.js */
export const base = new URL("../../../", import.meta.url);

const READ_TIMEOUT = 12_000; // milliseconds
const WRITE_TIMEOUT = 20_000;

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

/** An address of the API with its query; arrays repeat the name, null and "" are left out. */
export function address(path, query = {}) {
  const url = new URL(`api/v1${path}`, base);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat())
      if (one !== null && one !== undefined && one !== "") url.searchParams.append(name, one);
  }
  return url;
}

/**
 * Sends one request and gives the answer's JSON (null for 204).
 * `body` is sent as JSON; `token` as bearer; `idempotencyKey`, `ifMatch` as headers; `lang` chooses the language of
 * problem documents; `signal` aborts. Throws `ApiError`.
 */
export async function call(method, path, options = {}) {
  const { query, body, token, idempotencyKey, ifMatch, lang, signal, cache } = options;
  const url = address(path, query);
  const headers = { Accept: "application/json" };
  if (lang) headers["Accept-Language"] = lang;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
  if (ifMatch !== undefined && ifMatch !== null) headers["If-Match"] = `"${ifMatch}"`;
  const timeout = AbortSignal.timeout(method === "GET" ? READ_TIMEOUT : WRITE_TIMEOUT);
  const any = signal && AbortSignal.any ? AbortSignal.any([signal, timeout]) : timeout;
  let response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "omit",
      mode: "cors",
      cache: cache ?? "default",
      signal: any,
    });
    return await read(response);
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    const kind = signal?.aborted ? "aborted" : timeout.aborted ? "timeout" : "network";
    throw Object.assign(new ApiError(kind, { url: url.href, status: response?.status }), { cause });
  }
}

/** The JSON of an answer (null for 204); throws `ApiError` for a refusal. */
export async function read(response) {
  if (response.ok) return response.status === 204 ? null : response.json();
  const problem = await response.json().catch(() => ({}));
  const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  throw new ApiError("problem", {
    status: response.status,
    problem: problem && typeof problem === "object" ? problem : {},
    retryAfter: Number.isNaN(retryAfter) ? null : retryAfter,
    url: response.url,
  });
}
