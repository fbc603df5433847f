"""Counts for list pages: as the application itself would answer, never stale, and not read twice."""

import gzip

import brotli
import pytest
from sqlalchemy import event

from commentsvc.db import db, unit_of_work
from commentsvc.models.article import Article, ArticleAlias, Thread
from commentsvc.queries import counts as count_queries
from commentsvc.services import sites
from commentsvc.web.hot_counts import HotCounts
from tests.clock import START

PATH = "/api/v1/sites/daily/counts"
# What depends on the way an answer took, and says nothing of its own.
_OWN = {"Date", "Vary", "Content-Length"}


@pytest.fixture
def counts(client, site):
    """`counts("a", "b")`: the counts of these articles."""

    def ask(*keys, **headers):
        answer = client.get(PATH, query_string={"key": keys}, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json["counts"]

    ask("something")
    return ask


@pytest.fixture
def statements(app, counts):
    """The statements that reach the database from now on."""
    seen = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_every_write_is_in_the_next_answer(counts, factories):
    assert counts("bridge", "other") == {"bridge": 0, "other": 0}
    comment = factories.comment()
    assert counts("bridge", "other") == {"bridge": 1, "other": 0}
    factories.comment(parent=comment)
    assert counts("other", "bridge") == {"other": 0, "bridge": 2}
    factories.withdraw(comment)
    assert counts("bridge") == {"bridge": 1}


def test_counts_stand_in_the_order_of_the_keys(counts, factories):
    factories.comment(key="z")
    assert list(counts("z", "a", "m", "a")) == ["z", "a", "m"]
    assert list(counts("m", "z", "a")) == ["m", "z", "a"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_is_read_twice_until_something_is_written(counts, factories, statements):
    factories.comment(key="a")
    counts("a", "b", "c")
    statements.clear()
    counts("c", "a")
    counts("b")
    assert statements == []
    counts("b", "d")
    assert len([one for one in statements if "comment_count" in one]) == 1


def test_a_list_of_any_length_is_read_by_one_statement(counts, statements):
    counts(*(f"article-{number}" for number in range(100)))
    assert len([one for one in statements if "comment_count" in one]) == 1


def test_the_answer_is_the_one_of_the_application(client, counts, factories):
    factories.comment(key="a&b")
    address = {"key": ["a&b", "ü", "c d"]}
    quick = client.get(PATH, query_string=address)
    slow = client.get(PATH, query_string=address | {"lang": "en"})
    assert quick.data == slow.data
    assert quick.json == {"counts": {"a&b": 1, "ü": 0, "c d": 0}}
    first, second = ({name: value for name, value in answer.headers if name not in _OWN} for answer in (quick, slow))
    assert first == second


def test_who_has_the_answer_is_told_so(client, counts, factories):
    address = f"{PATH}?key=bridge"
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Type" not in again.headers
    factories.comment()
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "coding", "read"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_a_long_list_is_compressed(client, counts, accepted, coding, read):
    address = {"key": [f"a-rather-long-name-of-an-article-{number}" for number in range(100)]}
    answer = client.get(PATH, query_string=address, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding
    assert len(read(answer.data)) > 3000
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Length"] == str(len(answer.data))


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        (PATH, "&".join(f"key={number}" for number in range(101)), 422),
        (PATH, "", 200),
        (PATH, "key=a&lang=uk", 200),
        (PATH.replace("daily", "no-such"), "key=a", 404),
        (PATH.replace("daily", "a/b"), "key=a", 404),
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_application(client, counts, path, query, status):
    assert client.get(f"{path}?{query}").status_code == status


def test_sites_do_not_share_counts(client, counts, factories, other_site):
    factories.comment(key="a")
    address = PATH.replace("daily", "other") + "?key=a"
    assert [client.get(address).json["counts"] for _ in range(2)] == [{"a": 0}] * 2
    assert counts("a") == {"a": 1}


def test_a_thread_with_comments_off_counts_none(app, counts, factories):
    comment = factories.comment()
    with app.app_context(), unit_of_work():
        db.session.get_one(Thread, comment.thread_id).closed = True
    assert counts("bridge") == {"bridge": 0}


def test_a_section_with_comments_off_counts_none(app, counts, factories, site):
    comment = factories.comment()
    factories.comment(key="elsewhere")
    with app.app_context(), unit_of_work():
        article_id = db.session.get_one(Thread, comment.thread_id).article_id
        db.session.get_one(Article, article_id).section = "Obituaries"
    assert counts("bridge", "elsewhere") == {"bridge": 1, "elsewhere": 1}
    with app.app_context(), unit_of_work():
        sites.change_settings(sites.get("daily"), {"closed_sections": ["Obituaries"]})
    assert counts("bridge", "elsewhere") == {"bridge": 0, "elsewhere": 1}


def test_an_article_answers_to_its_former_key(app, counts, factories, site):
    comment = factories.comment(key="new")
    with app.app_context(), unit_of_work():
        article_id = db.session.get_one(Thread, comment.thread_id).article_id
        db.session.add(ArticleAlias(site_id=site.id, article_id=article_id, key="old", created_at=START))
    assert counts("old", "new") == {"old": 1, "new": 1}


def test_memory_is_bounded_whatever_is_asked_for(app, counts, factories, monkeypatch):
    monkeypatch.setattr(count_queries, "KEPT_CHARS", 2000)
    factories.comment()
    assert isinstance(app.wsgi_app, HotCounts)
    for number in range(50):
        assert counts(f"never-{number}", "bridge")["bridge"] == 1
    kept = app.wsgi_app._counts._kept["daily"]
    assert len(kept) < 25
