"""The OpenAPI document and the pages made from it."""

import re

import pytest

from commentsvc.web.api.description import METHODS, RULES

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json


def operations(document):
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                yield method, path, methods[method]


def references(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "$ref":
                yield inner
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_every_operation_has_its_rule(document):
    found = {(method, path.removeprefix("/api/v1")) for method, path, _operation in operations(document)}
    assert found == set(RULES)


def test_every_reference_leads_somewhere(document):
    found = set(references(document))
    assert found
    for reference in found:
        kind, name = reference.removeprefix("#/components/").split("/")
        assert name in document["components"][kind], reference


def test_every_refusal_is_a_problem_document(document):
    for _method, path, operation in operations(document):
        for code, response in operation["responses"].items():
            assert response["description"], path
            if code >= "400":
                assert list(response["content"]) == ["application/problem+json"]
            if code in ("429", "503"):
                assert "Retry-After" in response["headers"]


def test_headers_and_tokens_are_described(document):
    def headers(method, path):
        return {
            one["name"] for one in document["paths"][f"/api/v1{path}"][method]["parameters"] if one["in"] == "header"
        }

    assert "Idempotency-Key" in headers("post", "/sites/{site}/comments")
    assert "If-Match" in headers("patch", "/comments/{comment_id}")
    assert "If-None-Match" in headers("get", "/sites/{site}/thread")
    assert "304" in document["paths"]["/api/v1/sites/{site}/thread"]["get"]["responses"]
    assert document["paths"]["/api/v1/comments/{comment_id}/vote"]["put"]["security"] == [{"reader": []}]
    assert document["paths"]["/api/v1/sites/{site}/comments"]["post"]["security"] == [{"reader": []}, {}]
    assert document["components"]["securitySchemes"]["reader"]["scheme"] == "bearer"


def test_the_page_shows_every_operation_with_an_example(client, document):
    html = client.get("/api/docs").text
    for method, path, _operation in operations(document):
        assert f"{method.upper()}</b> {path}</code>" in html
    assert html.count('class="example"') == len(list(operations(document)))
    assert "<script" not in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_the_front_page_leads_on(client, make_app, database_url):
    html = client.get("/").text
    assert 'href="/api/docs"' in html
    assert 'href="/desk/"' in html
    assert 'href="/demo"' not in html
    assert 'href="/demo"' in make_app(database_url, demo="true").test_client().get("/").text
