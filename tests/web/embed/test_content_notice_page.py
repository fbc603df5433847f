"""Notice of illegal content without JavaScript, its receipt, the private status page, and the mails."""

import re

import pytest

from commentsvc.db import db, unit_of_work
from commentsvc.domain.legal import LegalAction
from commentsvc.domain.moderation import Actor
from commentsvc.services import content_notice_decisions, sites
from commentsvc.services.content_notice_decisions import Decision

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

NOTICE = {
    "kind": "defamation",
    "law": "§ 187 StGB",
    "explanation": "The comment says that I stole the money of the school, which is not true.",
    "name": "Olena Notifier",
    "email": "olena@example.org",
    "good_faith": "yes",
}
HERE = "http://127.0.0.1:5000"


@pytest.fixture
def comment(app, factories):
    """A comment of a site that takes notices."""
    with app.app_context(), unit_of_work():
        site = sites.get("daily")
        site.settings = {**site.settings, "legal_notices": True}
        site.version += 1
    return factories.comment("You stole the money of the school.")


@pytest.fixture
def decide(factories, clock):
    """`decide(notice_id, action, …)`: the newsroom decides, and its second thoughts are over."""

    def act(notice_id: str, action: LegalAction, **more):
        def inside():
            context = factories.context()
            row = content_notice_decisions.find(context, notice_id)
            content_notice_decisions.decide(
                context, row, Decision(action, **more), Actor("staff", 1), seen_version=row.version
            )

        clock.pass_by(seconds=1)
        factories.act(inside)
        clock.pass_by(minutes=3)

    return act


def open_form(plain, comment, frame=""):
    return plain.open(f"/embed/daily/notice?comment={comment.public_id}{frame}")


def give(plain, comment, frame="", **changes) -> str:
    """Send a notice; the path of its status page."""
    open_form(plain, comment, frame)
    answer = plain.send("/notice", **(NOTICE | changes))
    assert answer.status_code == 200, answer.text
    return plain.link("Status of your notice").removeprefix(HERE)


def id_of(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def test_a_notice_leads_to_a_receipt_and_a_private_page(plain, comment):
    assert "You stole the money" in open_form(plain, comment).text
    assert comment.public_id in plain.form("/notice")["fields"]["comments"]
    answer = plain.send("/notice", follow=False, **NOTICE)
    assert answer.status_code == 303 and "/report/" not in answer.headers["Location"]
    plain.open(answer.headers["Location"])
    assert plain.answer.headers["Referrer-Policy"] == "no-referrer"
    assert plain.answer.headers["Cache-Control"] == "no-store"
    assert re.search(r"Reference (\w{4} ){3}\w{4}", plain.answer.text)
    path = plain.link("Status of your notice").removeprefix(HERE)
    assert path.startswith("/report/legal/")
    page = plain.open(path)
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert "Your notice has arrived" in page.text and "You stole the money" in page.text
    assert "§ 187 StGB" in page.text
    assert "Olena" not in page.text and "olena@" not in page.text


def test_it_works_in_a_frame_without_a_cookie(plain, comment):
    path = give(plain, comment, "&frame=1")
    assert plain.client.get_cookie("reader_daily", path="/embed/") is None
    assert "Your notice has arrived" in plain.open(path).text


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"comments": ""}, "comments", "name at least one comment"),
        ({"comments": "https://example.org/story"}, "comments", "neither a link to a comment nor its number"),
        ({"comments": "a" * 16}, "comments", "not on this site’s pages"),
        ({"kind": ""}, "kind", "choose"),
        ({"explanation": "It is."}, "explanation", "in a sentence or two why this is illegal"),
        ({"name": ""}, "name", "write something"),
        ({"email": ""}, "email", "write something"),
        ({"email": "olena"}, "email", "not an e-mail address"),
        ({"good_faith": "no"}, "good_faith", "accurate and complete"),
    ],
)
def test_a_refused_notice_comes_back_whole(plain, comment, changes, field, sentence):
    open_form(plain, comment)
    answer = plain.send("/notice", **(NOTICE | changes))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text and sentence in answer.text
    kept = plain.form("/notice")["fields"]
    assert {name: kept[name] for name in ("law", "explanation", "name", "email")} == {
        name: (NOTICE | changes)[name] for name in ("law", "explanation", "name", "email")
    }


def test_about_abused_children_nobody_has_to_say_who_they_are(plain, comment):
    path = give(plain, comment, kind="child_abuse", name="", email="")
    assert "Sexual abuse of children" in plain.open(path).text


def test_a_double_click_is_one_notice(plain, comment):
    open_form(plain, comment)
    html = plain.answer
    first = plain.send("/notice", **NOTICE).text
    plain.answer = html
    again = plain.send("/notice", **NOTICE).text
    found = [re.search(r"Reference ([\w ]+)<", text)[1] for text in (first, again)]
    assert found[0] == found[1]


def test_a_site_that_takes_none_says_so(plain, factories):
    other = factories.comment()
    assert open_form(plain, other).status_code == 403
    assert "takes no notices of this kind" in plain.answer.text
    plain.open(f"/embed/daily/comments/{other.public_id}/flag")
    assert "/notice" not in plain.answer.text


def test_the_page_for_flags_leads_to_it(plain, comment):
    plain.open(f"/embed/daily/comments/{comment.public_id}/flag")
    plain.follow("Give notice of illegal content")
    assert plain.answer.status_code == 200 and "You stole the money" in plain.answer.text


def test_a_wrong_address_opens_nothing(plain, comment):
    path = give(plain, comment)
    for wrong in (path[:-1], path + "a", "/report/legal/nonsense", f"/report/{path.rpartition('/')[2]}"):
        assert plain.open(wrong).status_code == 404


def test_the_receipt_comes_by_mail_and_asks_whose_the_address_is(plain, comment, post):
    path = give(plain, comment)
    (mail,) = post.deliver()
    assert "Your notice has arrived" in mail["Subject"]
    assert path in mail.text and "olena" not in mail.text
    assert NOTICE["explanation"] not in mail.text and "You stole" not in mail.text
    page = plain.open(mail.link("/mail/confirm/")).text
    assert "a notice of illegal content" in page and "report of a mistake" not in page
    post.confirm(mail)


def test_the_decision_is_told_with_its_words_and_how_to_contest_it(plain, comment, post, decide):
    path = give(plain, comment)
    post.deliver()
    decide(
        id_of(path),
        LegalAction.REMOVE,
        comments=frozenset({comment.public_id}),
        reason="illegal",
        words="It was false.",
    )
    (mail,) = [one for one in post.deliver() if one.to == "olena@example.org"]
    assert "What you reported was removed" in mail["Subject"]
    assert "It was false." in mail.text and "go to court" in mail.text and path in mail.text
    page = plain.open(path).text
    for words in ("What you reported was removed", "It was false.", "Against the law", "go to court"):
        assert words in page
    assert "You stole the money" in page, "the snapshot stays"


def test_what_changes_within_two_minutes_is_told_once(plain, comment, post, decide, factories, clock):
    path = give(plain, comment)
    post.deliver()

    def twice():
        context = factories.context()
        row = content_notice_decisions.find(context, id_of(path))
        actor = Actor("staff", 1)
        entry = content_notice_decisions.decide(
            context, row, Decision(LegalAction.KEEP, "Wrong key."), actor, seen_version=row.version
        )
        db.session.flush()
        content_notice_decisions.undo(context, entry, actor)
        content_notice_decisions.decide(
            context, row, Decision(LegalAction.KEEP, "An opinion."), actor, seen_version=row.version
        )

    factories.act(twice)
    clock.pass_by(minutes=3)
    (mail,) = post.deliver()
    assert "An opinion." in mail.text and "Wrong key." not in mail.text


def test_a_question_is_answered_on_the_page(plain, comment, post, decide):
    path = give(plain, comment)
    post.deliver()
    decide(id_of(path), LegalAction.ASK, words="Which school?")
    (mail,) = post.deliver()
    assert "Which school?" in mail.text
    assert "Which school?" in plain.open(path).text
    plain.send(path, remark="The one by the river.")
    assert "Your words have been added." in plain.answer.text and "The one by the river." in plain.answer.text
    assert "Which school?" not in plain.answer.text


def test_a_notice_can_be_withdrawn_until_it_is_decided(plain, comment, decide):
    path = give(plain, comment)
    plain.open(path)
    plain.send("/withdraw")
    assert "You have withdrawn this notice" in plain.answer.text
    assert not plain.page.forms


def test_forms_of_the_page_are_bound_to_it(plain, comment):
    path = give(plain, comment)
    answer = plain.client.post(path, data={"remark": "Whose?", "form": "forged"})
    assert answer.status_code == 403


def test_the_api_takes_a_notice_and_tells_how_it_stands(api, comment, decide):
    body = {
        "comments": [comment.public_id],
        "kind": "defamation",
        "explanation": NOTICE["explanation"],
        "name": "Olena",
        "email": "olena@example.org",
        "good_faith": True,
    }
    answer = api.call("POST", "/sites/daily/content-notices", body, Idempotency_Key="one")
    assert answer.status_code == 201, answer.text
    given = answer.json
    assert given["status"] == "received" and given["status_url"].endswith(f"/report/legal/{given['token']}")
    again = api.call("POST", "/sites/daily/content-notices", body, Idempotency_Key="one")
    assert again.json["id"] == given["id"]
    path = f"/content-notices/{given['id']}"
    assert api.call("GET", path).status_code == 401
    assert api.call("GET", path, Authorization="Bearer nonsense").status_code == 401
    decide(given["id"], LegalAction.UNSUBSTANTIATED, words="Say what is false.")
    seen = api.call("GET", path, Authorization=f"Bearer {given['token']}").json
    assert (seen["status"], seen["answer"]) == ("not_substantiated", "Say what is false.")
    assert seen["redress"] and seen["comments"] == [
        {
            "id": comment.public_id,
            "permalink": f"{HERE}/embed/comments/{comment.public_id}",
            "outcome": "kept",
            "reason": None,
        }
    ]
    assert "Olena" not in str(seen) and "olena" not in str(seen)


def test_the_api_refuses_what_is_not_whole(api, comment):
    answer = api.call("POST", "/sites/daily/content-notices", {"comments": [comment.public_id], "kind": "hate"})
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json["errors"]} == {"explanation", "good_faith"}
    foreign = api.call("POST", "/sites/daily/content-notices", {}, Origin="https://evil.example")
    assert foreign.status_code == 403
