"""A crowd of readers who fill one thread through the API, with the words of the demo's readers."""

import http.client
import json
import random
import re

from commentsvc.demo.content import comments
from commentsvc.domain.moderation import Status

# Not every machine has a font for them.
EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
READERS = 60
REPLY_SHARE = 0.5
MOST_VOTES = 30


class Crowd:
    """Guests of one service who comment, reply and vote, always the same way, each from a network of their own.

    The service has to trust this machine as a proxy (``COMMENTSVC_TRUSTED_PROXIES``).
    """

    def __init__(self, service, key: str):
        self._thread = {"key": key, "url": service.article(key)}
        self._connection = http.client.HTTPConnection("127.0.0.1", int(service.environment["PORT"]), timeout=30)
        self._choose = random.Random(2000)
        of_thread = [one for one in comments() if one.article_key == "article-17" and not one.staff]
        words = [one for one in of_thread if one.status == Status.APPROVED]
        self._texts = sorted({one.source for one in words if "http" not in one.source and not EMOJI.search(one.source)})
        names = sorted({one.author for one in words})
        self._tokens: list[str] = []
        for number in range(READERS):
            self._tokens.append(self._call("POST", "session", {"name": names[number % len(names)]})["token"])

    def fill(self, count: int) -> list[str]:
        """Post so many comments, half of them replies, with some votes; their ids."""
        posted: list[str] = []
        for _ in range(count):
            body = {"thread": self._thread, "source": self._choose.choice(self._texts)}
            if posted and self._choose.random() < REPLY_SHARE:
                body["parent_id"] = self._choose.choice(posted[-200:])
            author = self._choose.randrange(READERS)
            posted.append(self._call("POST", "comments", body, author)["comment"]["id"])
            self._vote(posted[-1], author)
        return posted

    def _vote(self, comment: str, author: int) -> None:
        """Most comments get no vote or two, a few many."""
        votes = int(min(self._choose.paretovariate(1.1) - 1, MOST_VOTES))
        taste = self._choose.betavariate(3, 1)
        for voter in self._choose.sample(range(READERS), votes):
            if voter != author:
                value = 1 if self._choose.random() < taste else -1
                self._call("PUT", f"/comments/{comment}/vote", {"value": value}, voter)

    def _call(self, method: str, path: str, body: dict, reader: int | None = None) -> dict:
        path = f"/api/v1{path}" if path.startswith("/") else f"/api/v1/sites/daily/{path}"
        number = len(self._tokens) if reader is None else reader
        headers = {"Content-Type": "application/json", "X-Forwarded-For": f"198.51.{number}.7"}
        if reader is not None:
            headers["Authorization"] = f"Bearer {self._tokens[reader]}"
        self._connection.request(method, path, json.dumps(body), headers)
        answer = self._connection.getresponse()
        data = json.loads(answer.read())
        assert answer.status < 300, data
        return data
