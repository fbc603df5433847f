"""What is promised in several places is promised alike: settings, error codes, access rules, the API's description."""

import ast
import re
from dataclasses import fields
from pathlib import Path

from commentsvc.settings import Settings
from commentsvc.web import messages
from config import PLAIN_NAMES

ROOT = Path(__file__).resolve().parents[2]
# What the contract promises in its first part; later issues add the rest.
ENDPOINTS = {
    ("get", "/api/v1/sites/{site}/thread"),
    ("get", "/api/v1/comments/{comment_id}/replies"),
    ("get", "/api/v1/comments/{comment_id}"),
    ("get", "/api/v1/sites/{site}/counts"),
    ("get", "/api/v1/sites/{site}/latest"),
    ("get", "/api/v1/sites/{site}/most-discussed"),
    ("get", "/api/v1/sites/{site}/notices"),
    ("put", "/api/v1/sites/{site}/articles/{key}"),
    ("post", "/api/v1/sites/{site}/session"),
    ("delete", "/api/v1/sites/{site}/session"),
    ("post", "/api/v1/sites/{site}/session/sign-on"),
    ("get", "/api/v1/sites/{site}/me/thread"),
    ("get", "/api/v1/sites/{site}/me/comments"),
    ("get", "/api/v1/sites/{site}/me/standing"),
    ("post", "/api/v1/sites/{site}/me/standing"),
    ("get", "/api/v1/sites/{site}/me/statements/{statement}"),
    ("post", "/api/v1/sites/{site}/me/statements/{statement}/appeal"),
    ("post", "/api/v1/sites/{site}/me/link"),
    ("get", "/api/v1/sites/{site}/me/subscriptions"),
    ("get", "/api/v1/sites/{site}/me/preferences"),
    ("put", "/api/v1/sites/{site}/me/preferences"),
    ("put", "/api/v1/sites/{site}/subscription"),
    ("delete", "/api/v1/sites/{site}/subscription"),
    ("get", "/api/v1/sites/{site}/opening"),
    ("post", "/api/v1/sites/{site}/preview"),
    ("post", "/api/v1/sites/{site}/comments"),
    ("patch", "/api/v1/comments/{comment_id}"),
    ("delete", "/api/v1/comments/{comment_id}"),
    ("put", "/api/v1/comments/{comment_id}/vote"),
    ("delete", "/api/v1/comments/{comment_id}/vote"),
    ("put", "/api/v1/comments/{comment_id}/flag"),
    ("post", "/api/v1/sites/{site}/corrections"),
    ("post", "/api/v1/sites/{site}/corrections/matches"),
    ("put", "/api/v1/sites/{site}/corrections/support"),
    ("post", "/api/v1/sites/{site}/content-notices"),
    ("get", "/api/v1/content-notices/{notice_id}"),
    ("get", "/api/v1/corrections/{report_id}"),
    ("patch", "/api/v1/corrections/{report_id}"),
    ("delete", "/api/v1/corrections/{report_id}"),
}
_RAISING = {
    "Unreadable", "Unauthenticated", "Forbidden", "NotFound", "LostRace", "PreconditionFailed", "PreconditionRequired",
    "TooLarge", "OutgoingFailed", "SignOnRefused", "UnsupportedMedia", "Invalid", "TooMany", "Unavailable",
}  # fmt: skip


def test_every_setting_is_documented_with_its_default():
    text = (ROOT / "docs" / "settings.md").read_text()
    for field in fields(Settings):
        name = field.name.upper()
        variable = name if name in PLAIN_NAMES else f"COMMENTSVC_{name}"
        row = re.search(rf"^\| `{variable}` \| (.*?) \|", text, re.M)
        assert row, f"{variable} is not in docs/settings.md"
        if field.name in ("data_dir", "demo_port"):
            continue
        default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default or "")
        assert not default or default == "()" or f"`{default}`" in row.group(1), f"{variable}: default {default}"


def test_no_setting_is_documented_that_is_not_there():
    documented = re.findall(r"^\| `(?:COMMENTSVC_)?([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.M)
    assert {name.lower() for name in documented} == {field.name for field in fields(Settings)}


def _constants(node: ast.AST) -> set[str]:
    found = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return {text for text in found if re.fullmatch(r"[a-z]+(?:_[a-z]+)*", text)}


def _raised_codes() -> set[str]:
    """Codes that are given to the typed errors, and every other word of ours that is a known code."""
    codes = set()
    for path in (ROOT / "commentsvc").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in _RAISING and node.args:
                codes |= _constants(node.args[0])
            if node.func.id in ("invalid", "FieldError") and len(node.args) > 1:
                codes |= _constants(node.args[1])
    return codes


def test_every_code_that_is_raised_has_a_sentence():
    raised = _raised_codes()
    assert len(raised) > 20, "the search itself is broken"
    assert raised - set(messages._ERRORS) == set()


def test_no_sentence_is_kept_for_a_code_that_nobody_raises():
    words = {
        word
        for path in (ROOT / "commentsvc").rglob("*.py")
        if path.name != "messages.py"
        for word in _constants(ast.parse(path.read_text()))
    }
    assert set(messages._ERRORS) - words == set()


def test_every_address_belongs_to_somebody_who_said_who_may_call_it(app):
    rules = app.extensions["commentsvc.access"]
    for rule in app.url_map.iter_rules():
        blueprint = rule.endpoint.rpartition(".")[0].partition(".")[0]
        assert blueprint in rules, rule


def test_the_description_of_the_api_names_every_endpoint(client, app):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json["openapi"].startswith("3.1")
    described = {(method, path) for path, item in answer.json["paths"].items() for method in item}
    assert ENDPOINTS - described == set()


def test_the_description_of_the_api_is_whole(client, app):
    document = client.get("/api/v1/openapi.json").json
    known = {f"#/components/{kind}/{name}" for kind, named in document["components"].items() for name in named}
    used = set(re.findall(r"#/components/[a-zA-Z]+/[\w.-]+", client.get("/api/v1/openapi.json").text))
    assert used - known == set()
    for path, item in document["paths"].items():
        placeholders = set(re.findall(r"{(\w+)}", path))
        for method, operation in item.items():
            if method == "parameters":
                continue
            parameters = [*item.get("parameters", []), *operation.get("parameters", [])]
            named = {one["name"] for one in parameters if one.get("in") == "path"}
            assert named == placeholders, f"{method} {path}"
            assert operation.get("responses"), f"{method} {path}"
            assert operation.get("summary"), f"{method} {path}"
