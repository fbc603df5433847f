"""One reader at the desk: what moderators decide about them, by whom, and how it is taken back."""

import re

import pytest
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.roles import Role
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import ReaderNote, Sanction
from commentsvc.services import accounts, comments, flags, publishing

HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}'


@pytest.fixture
def marta(newsroom):
    """A reader with a comment; `marta.url` is her page, `marta.give` decides about her."""
    return Written(newsroom, newsroom.post("Hallo."))


class Written:
    def __init__(self, newsroom, comment: str):
        self.newsroom, self.comment = newsroom, comment
        with newsroom.app.app_context():
            self.public_id = db.session.get_one(Reader, newsroom.row("comment", comment).reader_id).public_id
        self.url = f"/desk/daily/readers/{self.public_id}"

    def give(self, client, kind: str = "ban", **form):
        form = {"reason": "abuse", "words": "", "days": ""} | form
        return self.newsroom.send(client, f"{self.url}/sanctions", kind=kind, **form)

    def row(self) -> Reader:
        with self.newsroom.app.app_context():
            return db.session.scalars(select(Reader).where(Reader.public_id == self.public_id)).one()

    def sanctions(self) -> list[Sanction]:
        with self.newsroom.app.app_context():
            return list(db.session.scalars(select(Sanction).order_by(Sanction.id)))


def test_every_card_leads_to_its_reader_s_page_with_the_record(newsroom, marta):
    olena = newsroom.browser()
    for page in ("comments?queue=all", f"comments/{marta.comment}"):
        assert f'href="{marta.url}"' in olena.get(f"/desk/daily/{page}").text
    text = olena.get(f"{marta.url}?give=ban").text
    assert re.search(r"<dt>Approved</dt><dd><b>1</b>", text) and 'value="ban" required checked' in text


@pytest.mark.parametrize(
    ("name", "status"), [("ada", 200), ("olena", 200), ("edita", 403), ("jorge", 403), ("vera", 403)]
)
def test_it_takes_a_moderator(newsroom, marta, name, status):
    client = newsroom.browser(name)
    assert client.get(marta.url).status_code == status
    assert marta.give(client).status_code == (303 if status == 200 else 403)
    assert newsroom.send(client, f"{marta.url}/notes", reader_note="Hm.").status_code == (303 if status == 200 else 403)
    assert len(marta.sanctions()) == (status == 200)
    assert (f'href="{marta.url}"' in client.get("/desk/daily/comments?queue=all").text) == (status == 200)


def test_strangers_and_other_sites_staff_find_nothing(newsroom, marta):
    assert newsroom.stranger().get(marta.url).status_code == 302
    xenia = newsroom.browser("xenia")
    for slug in ("daily", "other"):
        url = marta.url.replace("/daily/", f"/{slug}/")
        form = {"csrf_token": newsroom.token(xenia, "/desk/other/"), "kind": "ban", "reason": "abuse"}
        assert xenia.get(url).status_code == 404
        assert xenia.post(f"{url}/sanctions", data=form).status_code == 404
    assert marta.sanctions() == []


@pytest.mark.parametrize(
    ("kind", "form", "badge"),
    [
        ("warning", {}, "Warning"),
        ("suspension", {"days": "7"}, "Suspension"),
        ("ban", {}, "Ban"),
        ("held", {"days": "30"}, "Always held"),
        ("trusted", {"reason": ""}, "Trusted"),
    ],
)
def test_each_sanction_is_given_shown_logged_and_undone(newsroom, marta, kind, form, badge):
    olena = newsroom.browser()
    assert marta.give(olena, kind, words=HOSTILE, **form).status_code == 303
    for page in (marta.url, "/desk/daily/comments?queue=all", "/desk/daily/log"):
        text = olena.get(page).text
        assert HOSTILE not in text and "<img src=x" not in text
        assert badge in text or page.endswith("log")
    assert marta.row().sanctioned and marta.row().banned == (kind == "ban")
    assert newsroom.send(olena, "/desk/daily/undo").status_code == 303
    assert not marta.row().sanctioned and not marta.row().banned
    assert "lifted" in olena.get(marta.url).text
    assert [entry.action for entry in newsroom.log()][-1] == "undo"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"kind": ""}, "This is not one of the choices."),
        ({"reason": ""}, "Please choose one of the reasons."),
        ({"kind": "suspension"}, "Please say for how long."),
        ({"words": "w" * 2001}, "This is too long: at most 2000 characters."),
    ],
)
def test_what_is_incomplete_comes_back_as_it_was_typed(newsroom, marta, form, told):
    answer = marta.give(newsroom.browser(), **({"kind": "ban", "words": "Dear reader"} | form))
    assert answer.status_code == 422
    assert told in answer.text and form.get("words", "Dear reader") in answer.text
    assert marta.sanctions() == []


def test_what_is_in_force_is_lifted_first_and_who_comes_second_is_told(newsroom, marta):
    olena, bohdan = newsroom.browser(), newsroom.browser("bohdan")
    marta.give(olena)
    again = marta.give(bohdan, words="Dear reader")
    assert again.status_code == 409
    assert "This is in force already." in again.text and "Dear reader" in again.text
    end = f"{marta.url}/sanctions/{marta.sanctions()[0].public_id}/end"
    assert newsroom.send(olena, end, version="1").status_code == 303
    late = newsroom.send(bohdan, end, version="1")
    assert late.status_code == 409 and "Olena lifted this" in late.text
    assert not marta.row().banned
    other = Written(newsroom, newsroom.post("Somebody else's.", "Ben"))
    wrong = end.replace(marta.public_id, other.public_id)
    assert newsroom.send(olena, wrong, version="2").status_code == 404


def test_a_note_comes_from_a_card_is_removed_and_put_back(newsroom, marta):
    olena = newsroom.browser()
    note = newsroom.send(olena, f"{marta.url}/notes", reader_note=HOSTILE, next="/desk/daily/comments")
    assert (note.status_code, note.headers["Location"]) == (303, "/desk/daily/comments")
    assert "&lt;img src=x" in olena.get(marta.url).text
    with newsroom.app.app_context():
        kept = db.session.scalars(select(ReaderNote)).one().public_id
    assert newsroom.send(olena, f"{marta.url}/notes/{kept}/end").status_code == 303
    assert "&lt;img src=x" not in olena.get(marta.url).text
    newsroom.send(olena, "/desk/daily/undo")
    assert "&lt;img src=x" in olena.get(marta.url).text
    assert newsroom.send(olena, f"{marta.url}/notes", reader_note=" ").status_code == 422


def test_whoever_has_some_sections_decides_there_and_short_of_a_ban(newsroom, marta):
    other = Written(newsroom, newsroom.post("About the match.", "Ben", key="match"))
    for key, section in (("bridge", "City"), ("match", "Sport")):
        with newsroom.app.test_request_context("/"), unit_of_work():
            word = {"url": f"http://daily.example/{key}", "title": key, "section": section}
            publishing.publish(newsroom.context(), key, publishing.prepare(word))
    newsroom.grant("olena", "daily", Role.MODERATOR, ["Sport"])
    olena, bohdan = newsroom.browser(), newsroom.browser("bohdan")
    assert olena.get(marta.url).status_code == 404
    assert marta.give(olena, "warning").status_code == 404
    assert other.give(olena, "suspension", days="3").status_code == 303
    for kind in ("ban", "trusted"):
        assert other.give(olena, kind).status_code == 403
        assert f'value="{kind}"' not in olena.get(other.url).text
    assert other.give(bohdan, "ban").status_code == 303
    entry = newsroom.log()[-1].public_id
    assert newsroom.send(olena, f"/desk/daily/log/{entry}/undo").status_code == 403
    ban = next(row for row in other.sanctions() if row.kind == "ban")
    assert newsroom.send(olena, f"{other.url}/sanctions/{ban.public_id}/end", version="1").status_code == 403
    assert newsroom.send(olena, "/desk/daily/undo").status_code == 303
    assert [row.lifted_at is None for row in other.sanctions()] == [False, True]


def test_the_newsroom_itself_cannot_be_sanctioned(newsroom, marta):
    olena = newsroom.browser()
    newsroom.send(olena, f"/desk/daily/comments/{marta.comment}/replies", text="The newsroom says.")
    with newsroom.app.app_context():
        staff = db.session.scalars(select(Reader).where(Reader.kind == "staff")).one().public_id
    page = olena.get(f"/desk/daily/readers/{staff}").text
    assert "This is one of the newsroom." in page and "/sanctions" not in page
    answer = newsroom.send(olena, f"/desk/daily/readers/{staff}/sanctions", kind="ban", reason="abuse")
    assert answer.status_code == 403 and marta.sanctions() == []


def test_names_that_look_alike_are_shown_with_what_holds_for_them(newsroom, marta):
    alike = Written(newsroom, newsroom.post("Again.", "Маrta"))
    olena = newsroom.browser()
    marta.give(olena)
    page = olena.get(alike.url).text
    assert f'href="{marta.url}"' in page and "Banned" in page
    assert "Names that look alike" in page


def test_the_page_takes_no_more_questions_for_a_longer_history(newsroom, marta):
    olena = newsroom.browser()
    for days in ("1", "3"):
        marta.give(olena, "suspension", days=days)
        newsroom.send(olena, "/desk/daily/undo")
    newsroom.send(olena, f"{marta.url}/notes", reader_note="Once.")
    few = newsroom.queries(olena, marta.url)
    for _ in range(6):
        marta.give(olena, "suspension", days="1")
        newsroom.send(olena, "/desk/daily/undo")
        newsroom.send(olena, f"{marta.url}/notes", reader_note="Again.")
    assert newsroom.queries(olena, marta.url) <= few


def test_a_sanction_names_the_comment_that_it_followed_on(newsroom, marta):
    olena = newsroom.browser()
    card = olena.get(f"/desk/daily/comments/{marta.comment}").text
    link = re.search(rf'href="({marta.url}\?[^"]*give=ban[^"#]*)', card)[1].replace("&amp;", "&")
    page = olena.get(link).text
    assert f'name="about" value="{marta.comment}" checked' in page
    assert 'name="about"' not in olena.get(marta.url).text
    assert marta.give(olena, "ban", about=marta.comment).status_code == 303
    named = f'<a href="/desk/daily/comments/{marta.comment}">Because of this comment</a>'
    assert named in olena.get(marta.url).text
    assert named in olena.get("/desk/daily/log").text
    newsroom.send(olena, "/desk/daily/undo")
    assert marta.give(olena, "ban").status_code == 303
    assert marta.sanctions()[-1].comment_id is None


def test_a_sanction_names_no_comment_of_somebody_else(newsroom, marta):
    olena, other = newsroom.browser(), newsroom.post("Not hers", name="Ivan")
    assert marta.give(olena, about=other).status_code == 404
    assert marta.sanctions() == []
    assert 'name="about"' not in olena.get(f"{marta.url}?about={other}").text


def test_a_flagger_without_a_name_is_called_a_guest(newsroom, marta):
    with newsroom.app.test_request_context("/"), unit_of_work():
        context = newsroom.context()
        accounts.open_guest(context)
        flags.flag(context, comments.find(context, marta.comment), "spam", "Look")
        mark = context.reader.public_id[:4]
    page = newsroom.browser().get(f"/desk/daily/comments/{marta.comment}").text
    assert f"<bdi>Guest {mark}</bdi>" in page and "—</bdi>" not in page
