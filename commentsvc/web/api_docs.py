"""The API's documentation for people, made from its OpenAPI document; no script, no third party."""

import json

from flask import Blueprint, Response, current_app, render_template

from commentsvc.web.api.description import METHODS, described
from commentsvc.web.request_context import runtime

blueprint = Blueprint("docs", __name__)

_SHOWN_DEPTH = 2
_EXAMPLES = {
    "site": "daily",
    "key": "article-17",
    "comment_id": "COMMENT_ID",
    "report_id": "REPORT_ID",
}
_BODIES = {
    ("post", "/api/v1/sites/{site}/session"): {"name": "Ann"},
    ("post", "/api/v1/sites/{site}/preview"): {"source": "Hello *all*"},
    ("post", "/api/v1/sites/{site}/comments"): {
        "thread": {"key": "article-17"},
        "source": "Hello *all*",
        "author": {"name": "Ann"},
    },
    ("put", "/api/v1/sites/{site}/articles/{key}"): {
        "url": "https://daily.example/bridge",
        "title": "The bridge that waited",
        "authors": ["Ann Lee"],
        "section": "City",
        "published_at": "2026-03-02T09:00:00Z",
    },
    ("patch", "/api/v1/comments/{comment_id}"): {"source": "Hello **all**"},
    ("put", "/api/v1/comments/{comment_id}/vote"): {"value": 1},
    ("put", "/api/v1/comments/{comment_id}/flag"): {"reason": "spam"},
    ("post", "/api/v1/sites/{site}/corrections"): {
        "article": {"key": "article-17"},
        "target": {"exact": "bridg", "prefix": "the ", "suffix": " is"},
        "kind": "typo",
        "replacement": "bridge",
    },
    ("post", "/api/v1/sites/{site}/corrections/matches"): {
        "article": {"key": "article-17"},
        "target": {"exact": "bridg"},
    },
    ("put", "/api/v1/sites/{site}/corrections/support"): {
        "article": {"key": "article-17"},
        "target": {"exact": "bridg", "prefix": "the ", "suffix": " is"},
    },
    ("patch", "/api/v1/corrections/{report_id}"): {"remark": "See also the caption."},
}
_QUERIES = {
    "/api/v1/sites/{site}/thread": "?key=article-17",
    "/api/v1/sites/{site}/counts": "?key=article-17&key=article-18",
    "/api/v1/sites/{site}/me/thread": "?key=article-17",
}


@blueprint.get("/api/docs")
def docs() -> Response:
    """Every operation with parameters, fields, answers and an example."""
    document = described(current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict())
    html = render_template(
        "api_docs.html",
        info=document["info"],
        groups=_groups(document),
        schemas={name: _fields(schema) for name, schema in sorted(document["components"]["schemas"].items())},
        base=runtime().settings.base_url,
    )
    response = Response(html, mimetype="text/html")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _groups(document: dict) -> list[tuple[dict, list[dict]]]:
    """The document's tags in their order, each with its operations."""
    groups: dict[str, list[dict]] = {}
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                shared = operations.get("parameters", [])
                groups.setdefault(operation["tags"][0], []).append(_operation(method, path, operation, shared))
    tags = {tag["name"]: tag for tag in document.get("tags", [])}
    return [(tags.get(name, {"name": name}), found) for name, found in groups.items()]


def _operation(method: str, path: str, operation: dict, shared: list) -> dict:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return {
        "id": f"{method}{path}".replace("/", "-").replace("{", "").replace("}", ""),
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": [_parameter(one) for one in [*shared, *operation.get("parameters", [])]],
        "body": _reference(body),
        "security": [name for choice in operation.get("security", []) for name in choice],
        "optional": {} in operation.get("security", []),
        "responses": [
            {
                "code": code,
                "description": one.get("description", ""),
                "schema": _reference(next(iter(one.get("content", {}).values()), {}).get("schema")),
            }
            for code, one in operation["responses"].items()
        ],
        "example": _curl(method, path, operation),
    }


def _parameter(one: dict) -> dict:
    return {
        "name": one["name"],
        "where": one["in"],
        "required": one.get("required", False),
        "type": _type(one.get("schema", {})),
        "description": one.get("description", ""),
    }


def _reference(schema: dict | None) -> str | None:
    return schema["$ref"].rpartition("/")[2] if schema and "$ref" in schema else None


def _fields(schema: dict) -> dict:
    required = schema.get("required", [])
    fields = [
        {
            "name": name,
            "type": _type(one),
            "reference": _reference(one) or _reference(one.get("items")),
            "required": name in required,
            "description": one.get("description", ""),
        }
        for name, one in schema.get("properties", {}).items()
    ]
    return {"description": schema.get("description", ""), "fields": fields}


def _type(schema: dict, depth: int = 0) -> str:
    """A schema's type in a few words."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    choices = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if choices and depth < _SHOWN_DEPTH:
        return " | ".join(_type(one, depth + 1) for one in choices)
    kinds = schema.get("type", "any")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    words = [_list_of(schema, depth) if kind == "array" else kind for kind in kinds]
    return " | ".join(words) + (f" ({schema['format']})" if "format" in schema else "")


def _list_of(schema: dict, depth: int) -> str:
    return f"list of {_type(schema.get('items', {}), depth + 1)}"


def _curl(method: str, path: str, operation: dict) -> str:
    """A command that can be pasted into a terminal, once the names in capitals are filled in."""
    address = path
    for name, value in _EXAMPLES.items():
        address = address.replace(f"{{{name}}}", value)
    parts = [f"curl '{runtime().settings.base_url}{address}{_QUERIES.get(path, '')}'"]
    if method != "get":
        parts.insert(1, f"-X {method.upper()}")
    if {"publisher": []} in operation.get("security", []):
        parts += [f"-H '{name}: …'" for name in ("webhook-id", "webhook-timestamp", "webhook-signature")]
    elif operation.get("security"):
        parts.append("-H 'Authorization: Bearer TOKEN'")
    if any(one.get("name") == "If-Match" for one in operation.get("parameters", [])):
        parts.append("-H 'If-Match: \"1\"'")
    body = _BODIES.get((method, path))
    if body is not None:
        parts.append("-H 'Content-Type: application/json'")
        parts.append(f"-d '{json.dumps(body, ensure_ascii=False)}'")
    return " \\\n  ".join(parts)
