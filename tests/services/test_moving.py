"""Threads move to other keys and become one, with everything that hangs on them."""

import pytest

from commentsvc.db import Base, db, unit_of_work
from commentsvc.domain.errors import Invalid, NotFound
from commentsvc.models.article import Article, ArticleAlias, Thread
from commentsvc.models.comment import Comment, Flag, ScoreChange, Vote
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.models.mail import Subscription
from commentsvc.services import articles, moving, sites, verification


@pytest.fixture
def move(factories):
    return lambda old, new, url=None: factories.act(lambda: moving.move(factories.context(), old, new, url))


@pytest.fixture
def merge(factories):
    return lambda source, target: factories.act(lambda: moving.merge(factories.context(), source, target))


@pytest.fixture
def count(app):
    """`count(Vote)`: how many rows there are."""

    def rows(model) -> int:
        with app.app_context():
            found = db.session.query(model).count()
            db.session.remove()
        return found

    return rows


@pytest.fixture
def is_whole(app):
    """`is_whole()`: counters and log are what they should be."""

    def check() -> bool:
        with app.app_context():
            with unit_of_work():
                wrong = [one for thread_id in verification.thread_ids() for one in verification.check_thread(thread_id)]
            log = list(verification.check_log(sites.get("daily").id))
            db.session.remove()
        return wrong == [] and log == []

    return check


def refusal(action, *args) -> tuple[str, str]:
    with pytest.raises(Invalid) as caught:
        action(*args)
    return caught.value.errors[0].field, caught.value.errors[0].code


def test_a_moved_thread_is_found_by_both_keys(factories, api, move, is_whole):
    comment = factories.comment(key="old")
    kept = api.thread("old").json["thread"]
    api.thread("new")
    outcome = move("old", "new", "http://localhost:5001/new#x")
    assert (outcome.key, outcome.url, outcome.comments) == ("new", "http://localhost:5001/new", 1)
    for key in ("old", "new"):
        page = api.thread(key).json
        assert [one["id"] for one in page["comments"]] == [comment.public_id]
        assert (page["thread"]["key"], page["thread"]["url"]) == ("new", "http://localhost:5001/new")
        assert page["thread"]["id"] == kept["id"]
        assert page["thread"]["version"] > kept["version"]
    counts = api.call("GET", "/sites/daily/counts", query={"key": ["old", "new"]}).json["counts"]
    assert counts == {"old": 1, "new": 1}
    assert is_whole()


def test_who_writes_to_the_old_key_writes_into_the_moved_thread(factories, api, move, count, reader):
    factories.comment(key="old")
    move("old", "new")
    reader("Ben").posted("From a page that was not updated", key="old")
    assert api.thread("new").json["thread"]["comment_count"] == 2
    assert api.report(article={"key": "old"}).status_code == 201
    assert (count(Article), count(Thread)) == (1, 1)


def test_a_thread_can_move_on_and_back(factories, api, move, count):
    factories.comment(key="a")
    move("a", "b")
    move("b", "c")
    assert {key: api.thread(key).json["thread"]["key"] for key in "abc"} == dict.fromkeys("abc", "c")
    move("c", "a")
    assert {key: api.thread(key).json["thread"]["key"] for key in "abc"} == dict.fromkeys("abc", "a")
    assert count(ArticleAlias) == 2


def test_moves_that_make_no_sense_are_refused(factories, move, merge):
    factories.comment(key="a", by="Ann")
    factories.comment(key="b", by="Ben")
    assert refusal(move, "a", "a") == ("new_key", "key_same")
    assert refusal(move, "a", "b") == ("new_key", "key_taken")
    assert refusal(move, "a", "c", "http://elsewhere.example/") == ("url", "url_host_unregistered")
    assert refusal(move, "a", "") == ("new_key", "empty")
    with pytest.raises(NotFound):
        move("nowhere", "c")
    move("a", "c")
    assert refusal(move, "a", "d") == ("old_key", "key_is_former")
    assert refusal(move, "b", "a") == ("new_key", "key_is_former")
    assert refusal(merge, "a", "b") == ("from_key", "key_is_former")
    assert refusal(merge, "b", "a") == ("into_key", "key_is_former")
    assert refusal(merge, "b", "b") == ("into_key", "key_same")
    with pytest.raises(NotFound):
        merge("b", "nowhere")


def test_merging_keeps_every_row_and_id(factories, api, merge, count, is_whole):
    here = factories.comment("Here", key="into", by="Ann")
    root = factories.comment("There", key="from", by="Ben")
    reply = factories.comment("Reply", key="from", by="Cem", parent=root)
    factories.vote(root, by="Dora")
    factories.vote(reply, -1, by="Ann")
    factories.flag(reply, by="Dora")
    factories.comment("See https://example.org", key="from", by="Ben", hold_links=True)
    for key in ("into", "from"):
        assert api.report(article={"key": key, "text": "It was built in 1936, he said."}).status_code == 201
    before = {model: count(model) for model in (Comment, Vote, Flag, ScoreChange, CorrectionReport)}
    version = max(api.thread(key).json["thread"]["version"] for key in ("from", "into"))
    outcome = merge("from", "into")
    assert (outcome.comments, outcome.reports) == (3, 1)
    assert {model: count(model) for model in before} == before
    assert (count(Article), count(Thread), count(ArticleAlias)) == (1, 1, 1)
    for key in ("from", "into"):
        page = api.thread(key, sort="oldest").json
        assert [one["id"] for one in page["comments"]] == [here.public_id, root.public_id]
        assert page["comments"][1]["replies"]["comments"][0]["id"] == reply.public_id
        assert page["comments"][1]["votes"]["up"] == 1
        assert (page["thread"]["comment_count"], page["thread"]["key"]) == (3, "into")
        assert page["thread"]["version"] > version
    assert api.call("GET", f"/comments/{reply.public_id}").json["thread"]["key"] == "into"
    assert is_whole()


def test_chains_of_merges_lead_to_the_end(factories, api, merge, count, is_whole):
    for number, key in enumerate("abc"):
        factories.comment(key=key, by=f"Reader {number}")
    merge("a", "b")
    merge("b", "c")
    assert {key: api.thread(key).json["thread"]["comment_count"] for key in "abc"} == dict.fromkeys("abc", 3)
    assert refusal(merge, "c", "a") == ("into_key", "key_is_former")
    assert count(ArticleAlias) == 2
    assert is_whole()


def test_kept_pages_of_every_key_are_fresh_after_a_merge(factories, api, merge):
    factories.comment(key="from")
    old = {key: api.thread(key).headers["ETag"] for key in ("from", "into", "unknown")}
    assert api.thread("into").json["thread"]["comment_count"] == 0
    factories.comment(key="into", by="Ben")
    merge("from", "into")
    for key in ("from", "into"):
        answer = api.with_(If_None_Match=old[key]).thread(key)
        assert (answer.status_code, answer.json["thread"]["comment_count"]) == (200, 2)
    assert api.with_(If_None_Match=old["unknown"]).thread("unknown").status_code == 304


def test_an_article_that_only_has_reports_can_be_merged(factories, api, merge, is_whole):
    factories.comment(key="into")
    api.report(article={"key": "from"})
    assert api.thread("from").json["thread"]["comment_count"] == 0
    assert merge("from", "into").reports == 1
    assert api.thread("from").json["thread"]["comment_count"] == 1
    assert is_whole()


def test_a_merge_that_fails_changes_nothing(app, factories, api, count, is_whole):
    factories.comment(key="from")
    factories.comment(key="into", by="Ben")

    def broken():
        moving.merge(factories.context(), "from", "into")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        factories.act(broken)
    assert {key: api.thread(key).json["thread"]["comment_count"] for key in ("from", "into")} == {"from": 1, "into": 1}
    assert (count(Thread), count(ArticleAlias), count(LogEntry)) == (2, 0, 0)
    assert is_whole()


def test_a_new_thread_never_gets_the_id_of_a_merged_one(app, factories, merge):
    factories.comment(key="into")
    gone = factories.comment(key="from", by="Ben").thread_id
    merge("from", "into")
    assert factories.comment(key="another", by="Cem").thread_id > gone


def test_everything_that_hangs_on_threads_and_articles_is_known_to_the_merge():
    """A new table with such a key belongs into ``moving.merge``, and then into this list."""
    hanging = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in ("thread", "article")
    }
    assert hanging == {
        "comment.thread_id",
        "score_change.thread_id",
        "subscription.thread_id",
        "thread.article_id",
        "article_alias.article_id",
        "article_version.article_id",
        "correction_report.article_id",
        "correction_notice.article_id",
    }


def test_followers_go_over_and_who_follows_both_keeps_what_was_chosen_for_the_one_that_stays(
    factories, app, merge, is_whole
):
    here = factories.comment(key="into", by="Ann")
    there = factories.comment(key="from", by="Ben")

    def follow(reader, comment, cadence):
        follower = Subscription(
            site_id=comment.site_id,
            reader_id=reader.reader_id,
            thread_id=comment.thread_id,
            cadence=cadence,
            created_at=factories.clock.now(),
        )
        factories.act(lambda: db.session.add(follower))

    follow(here, here, "daily")
    follow(here, there, "hourly")
    follow(there, there, "at_once")
    merge("from", "into")
    with app.app_context():
        rows = db.session.query(Subscription.reader_id, Subscription.thread_id, Subscription.cadence).all()
        db.session.remove()
    assert sorted(tuple(row) for row in rows) == sorted(
        [(here.reader_id, here.thread_id, "daily"), (there.reader_id, here.thread_id, "at_once")]
    )
    assert is_whole()


def test_a_key_that_two_articles_answer_to_leads_to_the_one_that_stays(factories, api, merge, is_whole):
    """A page wrote under an address at the moment at which the publisher moved the other article there."""
    factories.comment(key="into")
    factories.comment(key="from", by="Ben")

    def also_found():
        article = db.session.query(Article).filter_by(key="into").one()
        articles.add_alias(factories.context(), article, "from")

    factories.act(also_found)
    merge("from", "into")
    assert {api.thread(key).json["thread"]["comment_count"] for key in ("into", "from")} == {2}
    assert is_whole()
