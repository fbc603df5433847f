"""A journalist sees the reports and notices of their own stories, and on no list, page, count, file or mail any other."""

import re

import pytest

from commentsvc.db import unit_of_work
from commentsvc.domain.selectors import Target, TextQuoteSelector
from commentsvc.services import corrections, publishing, threads

MINE, OTHERS = "bridge", "tunnel"
TYPO = {"kind": "typo", "text": "A notice on the tunnel.", "before": "1901", "after": "1902"}
COUNTED = re.compile(r'data-count="((?:reports|notices)-[a-z]+)">([^<]*)<')


def _send(newsroom, key: str, words: str, kind: str = "wrong_fact") -> str:
    with newsroom.app.test_request_context("/"), unit_of_work():
        context = newsroom.context()
        context.network = words
        about = threads.ArticleHint(key, f"http://daily.example/{key}", f"The {key}")
        target = Target(TextQuoteSelector(words, f"Before {words} ", f" after {words}."))
        text = f"Before {words} after {words}."
        return corrections.report(context, about, corrections.prepare(target, kind, "x", article_text=text))[
            0
        ].public_id


def _publish(newsroom, key: str, author: str) -> None:
    with newsroom.app.test_request_context("/"), unit_of_work():
        word = {"url": f"http://daily.example/{key}", "title": f"The {key}", "authors": [author], "section": "City"}
        publishing.publish(newsroom.context(), key, publishing.prepare(word))


@pytest.fixture
def stories(newsroom):
    """A story of Jorge's and one of another's, each with an open report, a declined one and a published notice."""
    _publish(newsroom, MINE, "JORGE")
    _publish(newsroom, OTHERS, "Xavier Other")
    ada = newsroom.browser("ada")
    newsroom.own, newsroom.foreign = {}, {}
    for key, seen in ((MINE, newsroom.own), (OTHERS, newsroom.foreign)):
        seen["open"] = _send(newsroom, key, f"{key}open")
        seen["closed"] = _send(newsroom, key, f"{key}closed")
        newsroom.act(ada, "report", seen["closed"], "decline:not_an_error")
        for state, step in (("published", "publish"), ("draft", "save")):
            words = TYPO | {"text": f"A {state} notice on the {key}."}
            sent = newsroom.send(ada, "/desk/daily/notices/new", do=step, article=key, **words)
            seen[state] = sent.location.rpartition("/")[2]
    return newsroom


PAGES = (
    "",
    "reports",
    *(f"reports?state={state}" for state in ("open", "new", "mine", "fixed", "overdue", "asked", "closed")),
    *(f"reports?state=open&order={order}" for order in ("oldest", "newest", "due", "weight", "article")),
    "reports?state=open&section=City",
    "reports?state=open&kind=wrong_fact",
    "notices",
    *(f"notices?state={state}" for state in ("waiting", "drafts", "published", "withdrawn")),
    "log",
    "figures",
    "figures.csv",
)


def test_no_page_names_what_belongs_to_anothers_story(stories):
    jorge = stories.browser("jorge")
    for path in (*PAGES, "reports?state=open&q=tunnelopen", f"reports?state=open&article={stories.foreign['open']}"):
        page = jorge.get(f"/desk/daily/{path}")
        assert page.status_code == 200, path
        text = page.text
        # What was looked for stands in the field.
        text = text.replace('value="tunnelopen"', "").replace(f"article={stories.foreign['open']}", "")
        text = text.replace(f'name="article" value="{stories.foreign["open"]}"', "").replace("q=tunnelopen", "")
        assert "tunnel" not in text, path
        for public_id in stories.foreign.values():
            assert f"/{public_id}" not in text, path


def test_ones_own_stories_are_all_there(stories):
    jorge = stories.browser("jorge")
    for path, seen in (
        ("reports?state=open", "open"),
        ("reports?state=closed", "closed"),
        ("reports?state=open&q=bridgeopen", "open"),
        ("notices?state=published", "published"),
        ("notices?state=drafts", "draft"),
        ("log", "closed"),
    ):
        assert stories.own[seen] in jorge.get(f"/desk/daily/{path}").text, path
    for seen, area in (("open", "reports"), ("closed", "reports"), ("published", "notices"), ("draft", "notices")):
        assert jorge.get(f"/desk/daily/{area}/{stories.own[seen]}").status_code == 200


def test_no_act_reaches_what_belongs_to_anothers_story(stories):
    jorge, report = stories.browser("jorge"), stories.foreign["open"]
    base = f"/desk/daily/reports/{report}"
    assert jorge.get(base).status_code == jorge.get(f"{base}/answer").status_code == 404
    for path, form in (
        ("actions", {"action": "accept"}),
        ("claim", {}),
        ("answer", {"answer": "x"}),
        ("handling", {"handle": "note", "note": "x"}),
        ("handling", {"handle": "assign", "to": ""}),
    ):
        assert stories.send(jorge, f"{base}/{path}", version=1, **form).status_code == 404, path
    into = {"handle": f"fold:{report}", "version": 1}
    assert stories.send(jorge, f"/desk/daily/reports/{stories.own['open']}/handling", **into).status_code == 404
    for seen in ("published", "draft"):
        page = f"/desk/daily/notices/{stories.foreign[seen]}"
        assert jorge.get(page).status_code == jorge.get(f"{page}/edit").status_code == 404
        assert stories.send(jorge, f"{page}/actions", action="submit_notice", version=1).status_code == 404
    for about in ({"article": OTHERS}, {"report": report}):
        sent = stories.send(jorge, "/desk/daily/notices/new", do="save", **about, **TYPO)
        assert sent.status_code in (404, 422), about
    entry = next(row for row in stories.log() if row.action == "decline" and row.subject_id > 2)
    assert stories.send(jorge, f"/desk/daily/log/{entry.public_id}/undo").status_code == 404
    assert jorge.get("/desk/daily/annotations.jsonl").status_code == 403
    assert stories.row("report", report).state == "new"


def test_numbers_count_ones_own_stories_alone(stories):
    jorge, ada = stories.browser("jorge"), stories.browser("ada")
    mine, whole = (dict(COUNTED.findall(one.get("/desk/daily/reports").text)) for one in (jorge, ada))
    assert whole["reports-open"] == "2" and mine["reports-open"] == "1"
    assert whole["reports-new"] == "2" and mine["reports-new"] == "1"
    rows = [one.get("/desk/daily/figures.csv").text.splitlines()[1] for one in (jorge, ada)]
    assert [row.split(",")[2] for row in rows] == ["2", "4"]
    assert ada.get("/desk/daily/annotations.jsonl").text.count("\n") == 4


def test_a_byline_that_only_a_reader_claims_opens_nothing(newsroom):
    report = newsroom.report()
    jorge = newsroom.browser("jorge")
    assert jorge.get(f"/desk/daily/reports/{report}").status_code == 404
    _publish(newsroom, "bridge", "Jorge Other")
    assert jorge.get(f"/desk/daily/reports/{report}").status_code == 404
    _publish(newsroom, "bridge", "jorge")
    assert jorge.get(f"/desk/daily/reports/{report}").status_code == 200


def test_what_is_assigned_to_them_is_theirs_and_nothing_else_of_that_story(stories):
    jorge, ada = stories.browser("jorge"), stories.browser("ada")
    given, other = stories.foreign["open"], _send(stories, OTHERS, "tunnelelse")
    page = f"/desk/daily/reports/{given}"
    person = stories.person("jorge").public_id
    assert stories.send(ada, f"{page}/handling", handle="assign", to=person, version=1).status_code == 303
    text = jorge.get(page).text
    assert "tunnelopen" in text and "tunnelelse" not in text and stories.foreign["closed"] not in text
    assert given in jorge.get("/desk/daily/reports?state=mine").text
    assert jorge.get(f"/desk/daily/reports/{other}").status_code == 404
    draft = stories.send(jorge, "/desk/daily/notices/new", do="save", report=given, **TYPO)
    assert draft.status_code == 303 and jorge.get(draft.location).status_code == 200
    assert "tunnelelse" not in jorge.get(draft.location).text


@pytest.mark.parametrize("name", ["ada", "olena", "edita", "vera"])
def test_everybody_else_sees_all_stories(stories, name):
    browser = stories.browser(name)
    for seen in (stories.own, stories.foreign):
        assert browser.get(f"/desk/daily/reports/{seen['open']}").status_code == 200
        assert browser.get(f"/desk/daily/notices/{seen['draft']}").status_code == 200


def test_a_journalist_of_a_section_sees_own_stories_there_alone(stories):
    stories.grant("jorge", "daily", "journalist", ["Sport"])
    jorge = stories.browser("jorge")
    assert jorge.get(f"/desk/daily/reports/{stories.own['open']}").status_code == 404
    assert stories.own["closed"] not in jorge.get("/desk/daily/log").text
    stories.grant("jorge", "daily", "journalist", ["City"])
    assert jorge.get(f"/desk/daily/reports/{stories.own['open']}").status_code == 200
    log = jorge.get("/desk/daily/log").text
    assert stories.own["closed"] in log and stories.foreign["closed"] not in log
