"""Threads become one while readers vote, post and answer in them: nothing that was answered for is lost or counted wrong."""

import threading

from commentsvc.db import db, unit_of_work
from commentsvc.models.comment import Comment, Vote
from commentsvc.services import moving, sites, verification
from tests.api import Api

WRITERS = 4
ROUNDS = 6
BEFORE_A_MERGE = (1, 4)  # the rounds that begin together with a merge
PATIENCE = 60  # seconds


class Writer(threading.Thread):
    """A reader who votes, posts and answers, first in one thread and then in the other, and notes every answer."""

    def __init__(self, reader, number: int, comments: dict[str, list[str]], together: threading.Barrier):
        super().__init__(daemon=True)
        self.reader, self.number, self.comments, self.together = reader, number, comments, together
        self.voted: dict[str, int] = {}
        self.posted: list[str] = []
        self.refused: list[str] = []

    def run(self):
        for number in range(ROUNDS):
            if number in BEFORE_A_MERGE:
                self.together.wait(PATIENCE)
            for key, ids in self.comments.items():
                value = -1 if (number + self.number) % 2 else 1
                answer = self.reader.vote(ids[number % len(ids)], value)
                if self._is_good(answer):
                    self.voted[ids[number % len(ids)]] = value
                for parent in (None, ids[0]):
                    answer = self.reader.post(f"{self.number} {number} {key}", key=key, parent_id=parent)
                    if self._is_good(answer):
                        self.posted.append(answer.json["comment"]["id"])

    def _is_good(self, answer) -> bool:
        if answer.status_code >= 300:
            self.refused.append(answer.text)
        return answer.status_code < 300


def test_nothing_is_lost_when_threads_become_one_under_the_hands_of_their_readers(app, api, factories):
    factories.settings(guest_votes_per_network=1000)
    comments = {
        key: [factories.comment(f"{key} {number}", key=key, by=f"Author {number}").public_id for number in range(3)]
        for key in ("a", "b", "c")
    }
    together = threading.Barrier(WRITERS + 1)
    # Each with a client of their own: one is not made for several threads.
    readers = [Api(app.test_client(), "daily").reader(f"Writer {number}") for number in range(WRITERS)]
    writers = [Writer(reader, number, comments, together) for number, reader in enumerate(readers)]
    for writer in writers:
        writer.start()
    for source, target in (("a", "b"), ("b", "c")):
        together.wait(PATIENCE)
        factories.act(lambda source=source, target=target: moving.merge(factories.context(), source, target))
    for writer in writers:
        writer.join(PATIENCE)
        assert not writer.is_alive()
        assert writer.refused == []
    with app.app_context():
        with unit_of_work():
            wrong = [one for thread_id in verification.thread_ids() for one in verification.check_thread(thread_id)]
        assert wrong == []
        assert list(verification.check_log(sites.get("daily").id)) == []
        assert len({row.thread_id for row in db.session.query(Comment)}) == 1
        assert db.session.query(Comment).count() == 9 + sum(len(writer.posted) for writer in writers)
        assert db.session.query(Vote).count() == sum(len(writer.voted) for writer in writers)
        tally = {row.public_id: row.ups - row.downs for row in db.session.query(Comment)}
    for key, ids in comments.items():
        page = api.thread(key).json["thread"]
        assert (page["key"], page["comment_count"]) == ("c", 9 + sum(len(writer.posted) for writer in writers))
        assert all(tally[one] == sum(writer.voted.get(one, 0) for writer in writers) for one in ids)


def test_the_first_comments_of_an_article_may_come_all_at_once(app, api, site):
    together = threading.Barrier(WRITERS)
    answers = []

    def post(reader):
        together.wait(PATIENCE)
        answers.append(reader.post("First!", key="new").status_code)

    readers = [Api(app.test_client(), "daily").reader(f"Writer {number}") for number in range(WRITERS)]
    writers = [threading.Thread(target=post, args=[reader], daemon=True) for reader in readers]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(PATIENCE)
    assert answers == [201] * WRITERS
    assert api.thread("new").json["thread"]["comment_count"] == WRITERS
