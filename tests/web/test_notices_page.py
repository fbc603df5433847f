"""The public page of corrections: paged, filtered, and the same words whatever was typed."""

import re

import pytest

from commentsvc.queries.notices import PAGE
from tests.noticing import Newsdesk


@pytest.fixture
def newsdesk(factories) -> Newsdesk:
    return Newsdesk(factories)


def ids(html):
    return re.findall(r'<article class="notice[^"]*" id="(\w+)"', html)


def test_a_newspaper_without_notices_says_so(client, site):
    answer = client.get("/corrections/daily")
    assert answer.status_code == 200
    assert "There is no notice here yet." in answer.text
    assert "public" in answer.headers["Cache-Control"]


def test_an_unknown_newspaper_is_a_calm_page(client, site):
    assert client.get("/corrections/nobody").status_code == 404


def test_pages_and_permalinks_lead_to_every_notice(client, newsdesk):
    made = [newsdesk.published(text=f"Number {n}.").public_id for n in range(PAGE + 1)]
    first = client.get("/corrections/daily").text
    assert ids(first) == made[:0:-1]
    later = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    assert ids(client.get(later).text) == made[:1]
    pointed = client.get(f"/corrections/daily?at={made[0]}").text
    assert ids(pointed) == [made[0], *made[:0:-1]]


def test_only_the_kinds_that_are_there_are_offered(client, newsdesk):
    newsdesk.published(kind="typo")
    newsdesk.published(kind="retraction", text="We take it back.")
    page = client.get("/corrections/daily").text
    assert "kind=typo" in page and "kind=retraction" in page and "kind=update" not in page
    only = client.get("/corrections/daily?kind=retraction").text
    assert "We take it back." in only and "It took eight years." not in only
    assert client.get("/corrections/daily?kind=nonsense&after=nonsense&at=nonsense").status_code == 200


def test_a_draft_is_nowhere_in_public(client, newsdesk):
    draft = newsdesk.write(text="Not yet.")
    for path in ("", f"?at={draft.public_id}", f"?after={draft.public_id}"):
        assert "Not yet." not in client.get(f"/corrections/daily{path}").text


def test_hostile_words_stay_words(client, newsdesk, factories):
    hostile = '</p><script>alert(1)</script><img src=x onerror=alert(1)>"'
    factories.publish(title=hostile)
    newsdesk.published(text=hostile, before=hostile, after=hostile + "!")
    newsdesk.withdraw(newsdesk.published(text="x"), hostile)
    page = client.get("/corrections/daily").text
    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;" in page


def test_the_page_speaks_the_readers_language(client, newsdesk):
    newsdesk.published()
    assert "Виправлення" in client.get("/corrections/daily", headers={"Accept-Language": "uk"}).text


def test_the_thread_without_javascript_says_that_the_article_was_corrected(client, newsdesk):
    page = "/embed/daily/thread?key=bridge"
    assert "was corrected" not in client.get(page).text
    notice = newsdesk.published()
    shown = client.get(page).text
    assert "This article was corrected on March 2, 2026." in shown and notice.public_id in shown
    newsdesk.withdraw(notice)
    assert "was corrected" not in client.get(page).text
