"""The OpenAPI document: what the schemas cannot say about an operation is added from one table."""

from dataclasses import dataclass

import orjson
from flask import Response

_IDEMPOTENCY_KEY_CHARS = 200
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_ERRORS = {
    400: "The request could not be read: not JSON, NaN, broken UTF-8, nested too deep, or a malformed header.",
    401: "The token is missing, or not valid (any more).",
    403: "Not allowed: a foreign origin, a locked thread, a sanction, somebody else's comment; `code` says which.",
    404: "There is no such site, thread, comment or report.",
    409: "The report has changed meanwhile.",
    410: "The link or the secret is over.",
    412: "The comment has changed since the version in `If-Match`.",
    413: "More bytes than the service reads.",
    415: "Not `application/json`.",
    422: "Readable, but against the rules; `errors` names the fields.",
    428: "`If-Match` is missing.",
    429: "Too often.",
    503: "The database is away or overrun.",
}
# The framework's own, which no answer of ours has.
_FOREIGN_SCHEMAS = ("Error", "PaginationMetadata")
_RETRY = {
    "Retry-After": {"description": "seconds to wait", "schema": {"type": "integer", "minimum": 0}},
}
_ETAG = {"ETag": {"description": "names this state of the answer", "schema": {"type": "string"}}}
_FRAGMENT = {"text/html": {"schema": {"type": "string", "description": "with `format=html`: a piece of a page"}}}
_READ = (404, 422, 503)
_WRITE = (400, 403, 404, 413, 415, 422, 429, 503)
_PROBLEM_SCHEMA = {
    "type": "object",
    "description": "RFC 9457 problem document.",
    "required": ["type", "title", "status", "code", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string", "description": "a sentence for people, in the language of the request"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "stable; for programs"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
        "places": {
            "type": "array",
            "description": "with `reconsider`: the words that checks object to, in characters of the source",
            "items": {
                "type": "object",
                "properties": {
                    "start": {"type": "integer"},
                    "end": {"type": "integer"},
                    "check": {"type": "string"},
                },
            },
        },
    },
}


@dataclass(frozen=True)
class Rule:
    """How an operation is called: its refusals, whose token it takes, and the headers it knows.

    ``bearer``: "" (none), "reader" or "report"; ``optional`` where it works without. ``cached``: answers have an
    entity tag and may be 304. ``once``: takes ``Idempotency-Key``. ``versioned``: takes ``If-Match``.
    ``fragment``: answers in HTML too.
    """

    errors: tuple[int, ...] = _WRITE
    bearer: str = ""
    optional: bool = False
    cached: bool = False
    once: bool = False
    versioned: bool = False
    fragment: bool = False


_CACHED = Rule(_READ, cached=True)
_OWN = Rule((401, *_READ), bearer="reader")
_ACT = Rule((401, *_WRITE), bearer="reader")
_REPORT = Rule((401, 403, *_READ), bearer="report")
_REPORT_WRITE = Rule((401, 409, *_WRITE), bearer="report")

RULES = {
    ("get", "/sites/{site}/thread"): Rule(_READ, cached=True, fragment=True),
    ("get", "/sites/{site}/counts"): _CACHED,
    ("get", "/sites/{site}/latest"): _CACHED,
    ("get", "/sites/{site}/most-discussed"): _CACHED,
    ("get", "/sites/{site}/notices"): Rule(_READ, cached=True, fragment=True),
    ("get", "/comments/{comment_id}"): _CACHED,
    ("get", "/comments/{comment_id}/replies"): _CACHED,
    ("put", "/sites/{site}/articles/{key}"): Rule((401, *_WRITE), bearer="publisher"),
    ("post", "/sites/{site}/session"): Rule(once=True),
    ("post", "/sites/{site}/session/sign-on"): Rule((401, *_WRITE), bearer="reader", optional=True),
    ("delete", "/sites/{site}/session"): Rule((401, 403, 404, 429, 503), bearer="reader"),
    ("post", "/sites/{site}/sign-in"): Rule(bearer="reader", optional=True),
    ("post", "/sites/{site}/sign-in/collect"): Rule((410, *_WRITE), once=True),
    ("get", "/sites/{site}/me/thread"): _OWN,
    ("get", "/sites/{site}/me/comments"): _OWN,
    ("get", "/sites/{site}/me/standing"): _OWN,
    ("post", "/sites/{site}/me/standing"): _ACT,
    ("get", "/sites/{site}/me/statements/{statement}"): _OWN,
    ("post", "/sites/{site}/me/statements/{statement}/appeal"): _ACT,
    ("post", "/sites/{site}/me/link"): Rule((401, 403, 404, 429, 503), bearer="reader"),
    ("get", "/sites/{site}/me/subscriptions"): _OWN,
    ("get", "/sites/{site}/me/preferences"): Rule((401, 403, *_READ), bearer="reader"),
    ("put", "/sites/{site}/me/preferences"): _ACT,
    ("put", "/sites/{site}/subscription"): _ACT,
    ("delete", "/sites/{site}/subscription"): Rule((401, 403, 404, 422, 429, 503), bearer="reader"),
    ("get", "/sites/{site}/opening"): Rule((404, 503)),
    ("post", "/sites/{site}/preview"): Rule(),
    ("post", "/sites/{site}/comments"): Rule((401, *_WRITE), bearer="reader", optional=True, once=True),
    ("patch", "/comments/{comment_id}"): Rule((401, 412, 428, *_WRITE), bearer="reader", versioned=True),
    ("delete", "/comments/{comment_id}"): _ACT,
    ("put", "/comments/{comment_id}/vote"): _ACT,
    ("delete", "/comments/{comment_id}/vote"): _ACT,
    ("put", "/comments/{comment_id}/flag"): _ACT,
    ("post", "/sites/{site}/corrections"): Rule((401, *_WRITE), bearer="reader", optional=True, once=True),
    ("post", "/sites/{site}/corrections/matches"): Rule((401, *_WRITE), bearer="reader", optional=True),
    ("put", "/sites/{site}/corrections/support"): _ACT,
    ("post", "/sites/{site}/content-notices"): Rule(once=True),
    ("get", "/content-notices/{notice_id}"): Rule((401, 403, 404, 429, 503), bearer="notice"),
    ("get", "/corrections/{report_id}"): _REPORT,
    ("patch", "/corrections/{report_id}"): _REPORT_WRITE,
    ("delete", "/corrections/{report_id}"): _REPORT_WRITE,
}
_PREFIX = "/api/v1"
_SIGNED = (
    "Standard Webhooks: `v1,` and the base64 HMAC-SHA256 of `webhook-id.webhook-timestamp.body` with a key made by "
    "`commentsvc site key create`. Not older than five minutes; the same `webhook-id` is answered with the same."
)
METHODS = ("get", "post", "put", "patch", "delete")


def answer(document: dict) -> Response:
    """The document as JSON, for everybody to read."""
    response = Response(orjson.dumps(described(document)), mimetype="application/json")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def described(document: dict) -> dict:
    """Add errors, tokens and headers to every operation of a document made from the schemas."""
    components = document.setdefault("components", {})
    schemas = {name: one for name, one in components.get("schemas", {}).items() if name not in _FOREIGN_SCHEMAS}
    components["schemas"] = schemas | {"Problem": _PROBLEM_SCHEMA}
    components["securitySchemes"] = {
        "reader": {"type": "http", "scheme": "bearer", "description": "The token of a session or of a first comment."},
        "publisher": {"type": "apiKey", "in": "header", "name": "webhook-signature", "description": _SIGNED},
        "report": {"type": "http", "scheme": "bearer", "description": "The token that a correction was answered with."},
        "notice": {"type": "http", "scheme": "bearer", "description": "The token that a notice was answered with."},
    }
    components["responses"] = {}
    for path, operations in document.get("paths", {}).items():
        for method in METHODS:
            if method in operations:
                rule = RULES.get((method, path.removeprefix(_PREFIX)), Rule())
                operations[method] = _with_rule(operations[method], rule)
    return document


def _with_rule(operation: dict, rule: Rule) -> dict:
    responses = {str(code): one for code, one in operation.get("responses", {}).items() if _is_success(code)}
    if rule.cached or rule.versioned:
        responses = {code: one | {"headers": one.get("headers", {}) | _ETAG} for code, one in responses.items()}
    if rule.fragment:
        responses["200"] = responses["200"] | {"content": responses["200"]["content"] | _FRAGMENT}
    if rule.cached:
        responses["304"] = {"description": "Nothing has changed since the entity tag in `If-None-Match`."}
    for code in sorted(rule.errors):
        headers = {"headers": _RETRY} if code in (429, 503) else {}
        responses[str(code)] = {"description": _ERRORS[code], "content": _PROBLEM, **headers}
    described_operation = operation | {"responses": responses, "parameters": _parameters(operation, rule)}
    if rule.bearer:
        described_operation["security"] = [{rule.bearer: []}] + ([{}] if rule.optional else [])
    return described_operation


def _is_success(code) -> bool:
    return str(code).startswith("2")


def _parameters(operation: dict, rule: Rule) -> list:
    known = ("If-None-Match", "If-Match", "Idempotency-Key")
    found = [one for one in operation.get("parameters", []) if one.get("name") not in known]
    if rule.cached:
        found.append(_header("If-None-Match", "The entity tag of the answer at hand; 304 when it is still current."))
    if rule.versioned:
        found.append(_header("If-Match", "The comment's version as it was seen, in quotation marks.", required=True))
    if rule.bearer == "publisher":
        found.append(_header("webhook-id", "The sender's own name for this message.", required=True))
        found.append(_header("webhook-timestamp", "Seconds since 1970.", required=True))
    if rule.once:
        words = "The client's own name for this write, a UUID for example; the same again is answered with the same."
        found.append(_header("Idempotency-Key", words, maxLength=_IDEMPOTENCY_KEY_CHARS))
    return found


def _header(name: str, words: str, required: bool = False, **schema) -> dict:
    return {
        "in": "header",
        "name": name,
        "required": required,
        "description": words,
        "schema": {"type": "string", **schema},
    }
