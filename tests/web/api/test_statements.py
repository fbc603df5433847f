"""Statements of reasons and appeals by the API and on the reader's private page."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from commentsvc.domain.moderation import Action
from commentsvc.services import site_rules
from tests.factories import STAFF

HOSTILE = '<img src=x onerror="alert(1)">\u202e${7*7}{{7*7}}'


@pytest.fixture
def ann(api, factories):
    """A reader whose comment `ann.comment` can be refused: `ann.refuse()`."""
    factories.act(lambda: site_rules.change(factories.context(), {"house_rules": "Be kind."}, STAFF))
    factories.settings(statements_of_reasons=True, appeals=True)
    reader = api.reader("Ann")
    reader.comment = reader.posted("The mayor is *late*.")

    def refuse(action=Action.REJECT, **more):
        return factories.decide(factories.act(lambda: factories.named(reader.comment["id"])), action, **more)

    reader.refuse = refuse
    return reader


def mine(reader) -> dict:
    (comment,) = reader.call("GET", f"/sites/{reader.site}/me/comments").json["comments"]
    return comment


def stated(reader, **headers) -> dict:
    answer = reader.call("GET", f"/sites/{reader.site}/me/statements/{mine(reader)['statement']['id']}", **headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json


def appeal(reader, words="I only quoted him.", statement=None):
    named = statement or mine(reader)["statement"]["id"]
    return reader.call("POST", f"/sites/{reader.site}/me/statements/{named}/appeal", {"words": words})


def test_a_refused_comment_leads_to_its_statement_at_once(ann):
    assert "statement" not in mine(ann)
    ann.refuse(message="Please quote him in full.")
    told = mine(ann)
    assert told["rules_version"] == 1 and told["statement"]["appeal"] is None
    assert told["statement"] == ann.mine().json["comments"][0]["statement"]
    one = stated(ann)
    assert (one["restriction"], one["holds"], one["rules_version"]) == ("removed", True, 1)
    assert one["decision"].startswith("Your comment was taken off the page.")
    assert one["ground"] == "Insult or attack on a person" and one["rule"]
    assert one["message"] == "Please quote him in full."
    assert (one["automated_detection"], one["automated_decision"]) == (False, False)
    assert "nobody had asked for it" in one["facts"][0]
    assert one["may_appeal"] and one["appeal_until"] and "Article 21" in one["redress"]
    assert stated(ann, Accept_Language="uk")["ground"] == "Образа чи нападки на людину"


def test_spam_is_told_as_such_and_a_site_without_statements_has_none(ann, api, factories):
    ann.refuse(Action.MARK_SPAM)
    assert stated(ann)["ground"].startswith("Advertising")
    factories.settings(statements_of_reasons=False)
    ben = api.reader("Ben")
    comment = ben.posted("Else.")
    factories.decide(factories.act(lambda: factories.named(comment["id"])), Action.REJECT)
    assert "statement" not in mine(ben)


def test_a_ban_has_one_too(ann, factories):
    factories.sanction_author(factories.act(lambda: factories.named(ann.comment["id"])), "ban", words=HOSTILE)
    (one,) = ann.call("GET", f"/sites/{ann.site}/me/standing").json["sanctions"]
    path = f"/sites/{ann.site}/me/statements/{one['statement']['id']}"
    told = ann.call("GET", path).json
    assert (told["restriction"], told["message"]) == ("banned", HOSTILE)
    assert ann.call("POST", f"{path}/appeal", {"words": "It was not me."}).status_code == 201


def test_an_appeal_has_a_receipt_and_is_taken_once(ann):
    ann.refuse()
    answer = appeal(ann, HOSTILE)
    assert answer.status_code == 201, answer.text
    one = answer.json["appeal"]
    assert (one["state"], one["words"], one["answer"]) == ("open", HOSTILE, None)
    assert re.fullmatch(r"\w{16}", one["id"]) and not answer.json["may_appeal"]
    assert mine(ann)["statement"]["appeal"] == "open"
    again = appeal(ann)
    assert (again.status_code, again.json["code"]) == (403, "appealed_already")


@pytest.mark.parametrize("words", [None, 1, "", " ", "x" * 2001, "\x00"])
def test_an_appeal_without_words_is_refused(ann, words):
    ann.refuse()
    assert appeal(ann, words).status_code == 422
    assert stated(ann)["may_appeal"]


def test_nobody_else_sees_a_statement_or_appeals(ann, api):
    ann.refuse()
    named = mine(ann)["statement"]["id"]
    ben = api.reader("Ben")
    path = f"/sites/daily/me/statements/{named}"
    assert ben.call("GET", path).status_code == 404
    assert appeal(ben, statement=named).status_code == 404
    assert api.call("GET", path).status_code == 401
    assert api.call("POST", f"{path}/appeal", {"words": "x"}).status_code == 401


class Page:
    """The private page in a browser without scripts."""

    def __init__(self, app, url: str):
        self.client, self.url = app.test_client(), urlsplit(url).path

    def open(self):
        return self.client.get(self.url)

    def send(self, words: str, token: str | None = None):
        found = re.search(r'name="form" value="([^"]+)"', self.open().text)
        form = found[1] if token is None else token
        return self.client.post(self.url, data={"form": form, "words": words})

    def words(self) -> str:
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.open().text.partition("<main")[2])).split())


@pytest.fixture
def page(ann, app):
    ann.refuse(message=HOSTILE)
    return Page(app, mine(ann)["statement"]["url"])


def test_the_page_says_it_all_to_whoever_has_the_link_and_passes_nothing_on(page):
    answer = page.open()
    assert answer.status_code == 200
    assert answer.headers["Referrer-Policy"] == "no-referrer" and answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"] and "Set-Cookie" not in answer.headers
    assert "<img" not in answer.text and "<em>late</em>" in answer.text
    said = page.words()
    for part in ("taken off the page", "Insult or attack on a person", "House rules, version 1", "A person decided."):
        assert part in said
    assert HOSTILE in unescape(answer.text)


def test_the_appeal_is_made_there_and_its_answer_stands_there(page, factories, ann):
    assert page.send("").status_code == 422
    assert page.send("I quoted him.", token="x").status_code == 403
    sent = page.send("I quoted him.")
    assert (sent.status_code, sent.location.endswith("done=appeal")) == (303, True)
    said = page.words()
    assert "We have received your appeal." in said and "I quoted him." in said
    assert 'name="words"' not in page.open().text
    assert page.client.post(page.url, data={"form": "x", "words": "Once more"}).status_code == 403
    factories.decide(factories.act(lambda: factories.named(ann.comment["id"])), Action.APPROVE)
    assert "it has been taken back" in page.words()


@pytest.mark.parametrize("token", ["x", "a.b", "2222222222222222.aaaa", "%00"])
def test_a_wrong_link_opens_nothing(app, token):
    assert app.test_client().get(f"/statement/{token}").status_code == 404
