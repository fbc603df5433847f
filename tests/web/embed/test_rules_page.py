"""The public page of house rules: all versions, and where readers and the newsroom are led to it."""

import re
from html import unescape

import pytest

from commentsvc.domain.moderation import Action
from commentsvc.services import site_rules
from tests.factories import STAFF

PAGE = "/embed/daily/rules"


@pytest.fixture
def publish(factories):
    def change(text, summary=""):
        factories.act(lambda: site_rules.change(factories.context(), {"house_rules": text}, STAFF, summary=summary))

    return change


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_site_without_rules_says_so(app, site):
    answer = app.test_client().get(PAGE)
    assert answer.status_code == 200
    assert "There are no house rules yet." in words(answer.text)


def test_everybody_reads_what_holds_and_what_held(app, publish, clock):
    publish("Be *kind*.")
    clock.pass_by(days=3)
    publish("Be *fair* <script>alert(1)</script>.", "Fairness first")
    answer = app.test_client().get(PAGE)
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers
    page = answer.text
    assert page.index('id="version-2"') < page.index('id="version-1"')
    assert "<p>Be <em>fair</em> &lt;script&gt;alert(1)&lt;/script&gt;.</p>" in page
    assert '<del><span class="sr">taken out: </span>kind</del>' in page
    assert "Fairness first" in words(page) and "in force" in words(page)
    assert re.search(r"Version 1 From .+ to ", words(page))


def test_rules_that_were_taken_away_are_told_as_well(app, publish):
    publish("Be kind.")
    publish("")
    page = words(app.test_client().get(PAGE).text)
    assert "There are no house rules at present." in page and "Be kind." in page


def test_many_versions_stand_on_several_pages(app, publish):
    for number in range(23):
        publish(f"Be kind to {number}.")
    first = app.test_client().get(PAGE).text
    assert first.count('class="said edition"') == 20
    (more,) = re.findall(r'rel="next" href="([^"]+)"', first)
    rest = app.test_client().get(unescape(more)).text
    assert [int(one) for one in re.findall(r'id="version-(\d+)"', rest)] == [3, 2, 1]
    assert 'name="robots" content="noindex' in rest


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "٣"])
def test_a_strange_place_is_the_first_page(app, publish, before):
    publish("Be kind.")
    assert 'id="version-1"' in app.test_client().get(PAGE, query_string={"before": before}).text


def test_the_thread_leads_there_and_a_refusal_names_its_version(plain, publish, factories):
    publish("Be kind.")
    plain.post("A word", name="Ann")
    publish("Be fair.")
    assert 'href="/embed/daily/rules"' in plain.thread().text
    comment = factories.newest()
    factories.decide(comment, Action.REJECT)
    assert '<a href="/embed/daily/rules#version-1">House rules, version 1</a>' in plain.thread().text


def test_a_refusal_leads_to_its_statement_of_reasons(plain, factories):
    factories.settings(statements_of_reasons=True)
    plain.post("A word", name="Ann")
    factories.decide(factories.newest(), Action.REJECT)
    plain.thread()
    assert plain.link("All reasons, and how to appeal").partition("/statement/")[2]
