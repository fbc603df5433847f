"""Who is turned away when strangers write faster than a process can take it in, and who is not."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.sanctions import SanctionKind
from commentsvc.models.reader import ReaderToken
from commentsvc.services import accounts, known_writers
from commentsvc.web.shedding import ENVIRON_KEY, Shedding

ROOM = 2
COMMENTS = "/api/v1/sites/daily/comments"


class Inside:
    """What stands behind the layer: it notes who comes, and while one is inside lets the next ones come."""

    def __init__(self):
        self.moment = 100.0
        self.asked: list[str] = []
        self.came: list[tuple[str, bool]] = []
        self.queue: list[tuple[str, float, str]] = []
        self.layer = Shedding(self._answer, ROOM, self._knows, lambda: self.moment)

    def _knows(self, token: str) -> bool:
        self.asked.append(token)
        return token == "ann"

    def _answer(self, environ, _start_response):
        self.came.append((environ["HTTP_AUTHORIZATION"].removeprefix("Bearer "), ENVIRON_KEY not in environ))
        if self.queue:
            self.send(*self.queue.pop(0))
        return []

    def send(self, who: str, later: float = 0.0, path: str = COMMENTS, method: str = "POST") -> None:
        self.moment += later
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_AUTHORIZATION": f"Bearer {who}"}
        self.layer(environ, None)

    def at_once(self, *writers: tuple) -> list[tuple[str, bool]]:
        """Each comes while all before are still inside; who came, and whether they were let in."""
        self.queue = list(writers)
        self.send(*self.queue.pop(0))
        return self.came


@pytest.fixture
def inside():
    return Inside()


def test_a_burst_is_let_in_and_nobody_is_asked_for(inside):
    assert all(let_in for _who, let_in in inside.at_once(("eve",), ("mal",)))
    assert inside.asked == []
    inside.at_once(("eve", 10.0), ("mal", 10.0), ("joe", 0.2))
    assert all(let_in for _who, let_in in inside.came)


def test_strangers_who_keep_it_full_are_turned_away_and_known_readers_are_not(inside):
    came = inside.at_once(("eve",), ("mal",), ("joe",), ("max", 0.6), ("ann",), ("max",))
    assert came == [("eve", True), ("mal", True), ("joe", True), ("max", False), ("ann", True), ("max", False)]


def test_while_it_is_busy_strangers_have_their_room_and_no_more(inside):
    inside.at_once(("eve",), ("mal",), ("joe",), ("max", 0.6))
    inside.came.clear()
    assert inside.at_once(("eve", 1.0), ("mal",), ("joe",)) == [("eve", True), ("mal", True), ("joe", False)]


def test_afterwards_it_is_as_before(inside):
    inside.at_once(("eve",), ("mal",), ("joe",), ("max", 0.6))
    inside.came.clear()
    assert all(let_in for _who, let_in in inside.at_once(("eve", 6.0), ("mal",), ("joe",)))


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/api/v1/sites/daily/thread", "GET"),
        ("/api/v1/sites/daily/corrections", "POST"),
        ("/desk/daily/raid/begin", "POST"),
    ],
)
def test_reading_reports_and_the_desk_are_never_turned_away(inside, path, method):
    inside.at_once(("eve",), ("mal",), ("joe",), ("max", 0.6), ("max", 0.0, path, method))
    assert inside.came[-1] == ("max", True)


def test_a_token_is_looked_up_once_a_minute(inside):
    inside.at_once(("eve",), ("mal",), ("joe",), ("ann", 0.6), ("ann",), ("ann",))
    assert inside.asked.count("ann") == 1


def test_who_is_turned_away_is_told_when_to_come_back(app, client, site):
    answer = client.post(
        COMMENTS,
        json={"thread": {"key": "bridge"}, "source": "Hello", "author": {"name": "Eve"}},
        headers={"Origin": "http://localhost:5001"},
        environ_overrides={ENVIRON_KEY: True},
    )
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert 4 <= int(answer.headers["Retry-After"]) <= 12
    assert answer.headers["Access-Control-Allow-Origin"] == "http://localhost:5001"


def test_known_is_who_was_published_an_hour_ago_or_whom_people_judged(app, factories):
    factories.comment(by="Ann")
    factories.held(by="Eve")
    factories.held(by="Tom")
    factories.sanction("Tom", SanctionKind.TRUSTED)
    factories.clock.pass_by(hours=2)
    factories.comment(by="New")

    def known(name: str) -> bool:
        row = db.session.scalar(select(ReaderToken).where(ReaderToken.reader_id == factories.readers[name].id))
        context = factories.context()
        return known_writers.is_known(context.keys, accounts.bearer(context, row.public_id), context.now)

    found = {name: factories.act(known, name) for name in ("Ann", "Eve", "Tom", "New")}
    assert found == {"Ann": True, "Eve": False, "Tom": True, "New": False}
    keys = app.extensions["commentsvc"].keys
    with app.app_context():
        assert known_writers.is_known(keys, "made-up", factories.clock.now()) is False
