"""What a held, rejected, withdrawn or erased comment said, and who said it, is in no public answer of the service.

Every public address is asked, by a stranger and by another reader, before (so that whatever keeps answers has one, and
it is known that the words would be seen) and after.
"""

from itertools import product

import pytest

from commentsvc.db import db
from commentsvc.domain.erasure import Mode
from commentsvc.domain.moderation import Action, Actor, Status
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader
from commentsvc.services import comments, erasure

WORDS, NAME = "qzwordsqz", "Qznameqz"
# What addresses need beside their names; each is asked with all of these.
QUERIES = {
    "threads.thread": [
        {"key": "bridge", "sort": sort} | more
        for sort, more in product(
            ("best", "oldest", "newest"),
            ({}, {"filter": "featured"}, {"filter": "staff"}, {"format": "html"}, {"v": "999"}, {"limit": "1"}),
        )
    ],
    "threads.counts": [{"key": "bridge"}],
    "threads.replies": [{"sort": sort} for sort in ("best", "oldest", "newest")],
    "feeds.thread": [{"key": "bridge"}],
    "notices.notices": [{"key": "bridge"}],
    "readers.my_thread": [{"key": "bridge"}],
    "plain_thread.thread": [{"key": "bridge", "sort": sort} for sort in ("best", "oldest", "newest")]
    + [{"key": "bridge", "filter": "featured"}, {"key": "bridge", "frame": "1"}],
}
# Addresses with a secret of their own, and files that are the same for everybody.
ELSEWHERE = {
    "static",
    "assets.module",
    "assets.loader",
    "assets.included_look",
    "corrections.status",
    "mail_pages.preferences",
    "mail_pages.unsubscription",
    "mail_pages.confirmation",
    "own_data.page",
    "own_data.export",
    "report_page.status",
    "report_page.withdraw_form",
    "sign_in_page.show",
}


def _addresses(app, named: list[str]):
    """Every public address that can be read, with the ids of the comments that hang together."""
    for rule in app.url_map.iter_rules():
        outside = rule.rule.startswith("/desk") or rule.endpoint in ELSEWHERE or "GET" not in rule.methods
        if outside:
            continue
        url = rule.rule.replace("<site>", "daily").replace("<string(length=16):comment>", "<comment_id>")
        for public_id in named if "<comment_id>" in url else named[:1]:
            for query in QUERIES.get(rule.endpoint, [{}]):
                yield rule.endpoint, url.replace("<comment_id>", public_id), query


def _seen(app, reader, named: list[str], tags: dict | None = None) -> set[str]:
    """The addresses in whose answers the words or the name stand; answers that are said to be unchanged count, too."""
    found, client = set(), app.test_client()
    for endpoint, url, query in _addresses(app, named):
        for headers in ({}, {"Authorization": f"Bearer {reader.token}"}):
            asked = (url, str(query), str(headers))
            sent = dict(headers)
            if tags and asked in tags:
                sent["If-None-Match"] = tags[asked]
            answer = client.get(url, query_string=query, headers=sent)
            text = answer.text + str(answer.headers)
            assert answer.status_code < 500, url
            if WORDS in text or NAME in text or answer.status_code == 304:
                found.add(endpoint)
                if tags is not None and "ETag" in answer.headers:
                    tags[asked] = answer.headers["ETag"]
    return found


def _erase(factories, comment, mode: Mode) -> None:
    def begin():
        context = factories.context()
        row = db.session.get_one(Reader, factories.readers[NAME].id)
        ledger = factories.app.extensions["commentsvc"].ledger
        erasure.begin(context, row, mode, Actor("reader", row.id), ledger)

    factories.act(begin)
    while factories.act(lambda: erasure.step(factories.context(), factories.readers[NAME].id)):
        pass


def _hold(factories, comment) -> None:
    for name in ("B", "C", "D"):
        factories.flag(comment, by=name)
    assert factories.reload(comment).status == Status.PENDING


ENDS = {
    "held": _hold,
    "rejected": lambda factories, comment: factories.decide(comment, Action.REJECT),
    "spam": lambda factories, comment: factories.decide(comment, Action.MARK_SPAM),
    "withdrawn": lambda factories, comment: factories.withdraw(comment, by=NAME),
    "erased": lambda factories, comment: _erase(factories, comment, Mode.DELETE),
}


@pytest.fixture
def tree(factories) -> list[Comment]:
    """A picked comment with the words, below one and above another."""
    above = factories.comment("Above", by="Ann")
    said = factories.comment(f"{WORDS} and **more**", by=NAME, parent=above)
    below = factories.comment("Below", by="Cyd", parent=said)
    factories.pick(said.public_id)
    return [said, above, below]


@pytest.mark.parametrize("leaf", [False, True], ids=["answered", "unanswered"])
@pytest.mark.parametrize("end", ENDS)
def test_no_public_answer_has_what_is_not_approved(app, factories, reader, tree, end, leaf):
    said, _above, below = tree
    if leaf:
        factories.withdraw(below, by="Cyd")
    named, other = [one.public_id for one in tree], reader("Olha")
    tags: dict = {}
    shown = _seen(app, other, named, tags)
    assert shown >= {
        "threads.thread",
        "threads.permalink",
        "threads.replies",
        "lists.latest",
        "feeds.comments",
        "feeds.thread",
        "plain_thread.thread",
        "plain_comments.reply_form",
    }
    assert tags
    ENDS[end](factories, said)
    # What lists of the whole site keep, they keep for a few seconds, and say so.
    factories.clock.pass_by(minutes=1)
    assert _seen(app, other, named, tags) == set()


def test_who_is_erased_but_leaves_the_words_is_named_nowhere(app, factories, reader, tree):
    said = tree[0]
    named, other = [one.public_id for one in tree], reader("Olha")
    assert _seen(app, other, named)
    _erase(factories, said, Mode.DETACH)
    factories.clock.pass_by(minutes=1)
    client = app.test_client()
    for _endpoint, url, query in _addresses(app, named):
        assert NAME not in client.get(url, query_string=query).text, url


def test_a_comment_that_was_never_approved_was_never_seen(app, factories, reader):
    factories.comment("Above", by="Ann")
    said = factories.held(source=WORDS, by=NAME)
    assert _seen(app, reader("Olha"), [said.public_id]) == set()


def test_words_that_an_edit_took_away_are_in_no_public_answer(app, factories, reader, tree):
    said = tree[0]
    named, other = [one.public_id for one in tree], reader("Olha")
    tags: dict = {}
    assert _seen(app, other, named, tags)

    def edit():
        context = factories.context(NAME)
        row = comments.find(context, said.public_id)
        comments.edit(context, row, comments.prepare_text("Something else"), row.version)

    factories.act(edit)
    factories.clock.pass_by(minutes=1)
    client = app.test_client()
    for _endpoint, url, query in _addresses(app, named):
        assert WORDS not in client.get(url, query_string=query).text, url
