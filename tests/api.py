"""The JSON API as its clients call it."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PAGE = "http://localhost:5001/bridge"


class Api:
    """Calls of one caller to one site: with a token, an origin and further headers where they are given."""

    def __init__(self, client: FlaskClient, site: str, token: str | None = None, **headers: str):
        self.client, self.site, self.token = client, site, token
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def reader(self, name: str = "Ann", **headers: str) -> "Api":
        """A new guest of that name."""
        answer = self.call("POST", f"/sites/{self.site}/session", {"name": name}, **headers)
        assert answer.status_code == 201, answer.text
        return Api(self.client, self.site, answer.json["token"])

    def with_(self, **headers: str) -> "Api":
        """The same caller with further headers."""
        return Api(self.client, self.site, self.token, **(self.headers | headers))

    def at(self, site: str) -> "Api":
        """The same caller at another site."""
        return Api(self.client, site, self.token, **self.headers)

    def call(
        self, method: str, path: str, body: object = None, *, query: dict | None = None, **headers
    ) -> TestResponse:
        """Any call below /api/v1; keyword arguments are headers."""
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token is not None:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        return self.client.open(f"/api/v1{path}", method=method, json=body, query_string=query, headers=sent)

    def post(
        self, source: str = "A comment.", *, key: str = "bridge", parent: str | None = None, **more
    ) -> TestResponse:
        """Post a comment or a reply."""
        headers = more.pop("headers", {})
        body = {"thread": {"key": key, "url": PAGE, "title": "The bridge"}, "source": source, **more}
        if parent is not None:
            body["parent_id"] = parent
        if self.token is None:
            body.setdefault("author", {"name": "Ann"})
        return self.call("POST", f"/sites/{self.site}/comments", body, **headers)

    def posted(self, source: str = "A comment.", **more) -> dict:
        """Post a comment that is accepted; the comment."""
        answer = self.post(source, **more)
        assert answer.status_code == 201, answer.text
        return answer.json["comment"]

    def thread(self, key: str = "bridge", **query) -> TestResponse:
        return self.call("GET", f"/sites/{self.site}/thread", query={"key": key, **query})

    def replies(self, comment_id: str, **query) -> TestResponse:
        return self.call("GET", f"/comments/{comment_id}/replies", query=query)

    def vote(self, comment_id: str, value: object = 1) -> TestResponse:
        return self.call("PUT", f"/comments/{comment_id}/vote", {"value": value})

    def flag(self, comment_id: str, reason: str = "spam", **more) -> TestResponse:
        return self.call("PUT", f"/comments/{comment_id}/flag", {"reason": reason, **more})

    def edit(self, comment_id: str, source: str, version: object = 1) -> TestResponse:
        return self.call("PATCH", f"/comments/{comment_id}", {"source": source}, If_Match=f'"{version}"')

    def withdraw(self, comment_id: str) -> TestResponse:
        return self.call("DELETE", f"/comments/{comment_id}")

    def mine(self, key: str = "bridge") -> TestResponse:
        return self.call("GET", f"/sites/{self.site}/me/thread", query={"key": key})

    def report(self, exact: str = "1936", **more) -> TestResponse:
        """Report a mistake."""
        headers = more.pop("headers", {})
        body = {
            "article": {"key": "bridge", "url": PAGE, "title": "The bridge", "text": "It was built in 1936, he said."},
            "target": {"exact": exact, "prefix": "built in ", "suffix": ", he said"},
            "kind": "wrong_fact",
            "replacement": "1926",
            **more,
        }
        return self.call("POST", f"/sites/{self.site}/corrections", body, **headers)
