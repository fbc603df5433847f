"""What is refused keeps the reader's words and says what to do; hostile words stay words."""

import re

import pytest

from commentsvc.db import unit_of_work
from commentsvc.services import sites
from commentsvc.web.rate_limits import limiter
from tests.clock import START
from tests.web.embed.conftest import PlainReader

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> </textarea> {{7*7}} &amp;"


def sent(plain, **values):
    plain.thread()
    return plain.send("/thread", **values)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": "", "name": "Ann"}, "Please write something here."),
        ({"text": "Words.", "name": ""}, "Please write something here."),
        ({"text": "x" * 5001, "name": "Ann"}, "This is too long: at most 5000 characters."),
        ({"text": "A\x00B", "name": "Ann"}, "NUL"),
        ({"text": "Words.", "name": "A\u202eB"}, "direction of writing"),
    ],
)
def test_invalid_input_comes_back_with_its_reason(plain, values, sentence):
    answer = sent(plain, **values)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'role="alert"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    kept = plain.form("/thread")["fields"]
    assert kept["text"].replace("\ufffd", "\x00") == values["text"] or "\x00" in values["text"]
    assert kept["name"] == values["name"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_words_kept_after_a_refusal_are_exactly_the_reader_s(plain):
    text = f"\n\n  {HOSTILE}\nsecond line"
    sent(plain, text=text, name="")
    assert plain.form("/thread")["fields"]["text"] == text


def test_hostile_words_names_and_titles_stay_words(plain, readers):
    plain.thread(key="bad", title=HOSTILE)
    plain.send("/thread", text=HOSTILE, name="<b onmouseover=x>'\"")
    for address in ("/embed/daily/thread?key=bad", plain.link("Edit"), plain.link("Withdraw")):
        html = plain.open(address).text
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "<b onmouseover" not in html
        assert re.search(r"\{\{\s*7\s*\*\s*7\s*\}\}", html)
    other = readers()
    html = other.open("/embed/daily/thread?key=bad").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_links_of_readers_are_of_harmless_kinds(plain):
    plain.post("[click](javascript:alert(1)) [this](https://example.org/?a=1&b=%22)")
    assert "javascript:" not in plain.answer.text.replace("click](javascript:alert(1))", "")
    assert 'rel="nofollow ugc noopener noreferrer"' in plain.answer.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://evil.example/x", "http://localhost:5001@evil.example/"]
)
def test_an_article_address_that_is_not_the_publisher_s_is_refused(plain, url):
    answer = plain.thread(url=url)
    assert answer.status_code == 422
    assert f'href="{url}"' not in answer.text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: "",
        lambda token: "garbage",
        lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
        lambda token: "f" + token[1:],
        lambda token: token.replace(".", "\x00"),
    ],
)
def test_a_form_without_its_token_is_refused_with_the_text_kept(plain, spoil):
    plain.thread()
    token = plain.form("/thread")["fields"]["form"]
    answer = plain.send("/thread", form=spoil(token), text="My words.", name="Ann")
    assert answer.status_code == 403
    assert "Please send it again." in answer.text
    assert plain.form("/thread")["fields"]["text"] == "My words."
    assert plain.send("/thread").status_code == 200
    assert "My words." in plain.answer.text


def test_a_form_open_for_a_day_is_refused_with_the_text_kept(plain, clock):
    plain.thread()
    clock.pass_by(hours=13)
    answer = plain.send("/thread", text="My words.", name="Ann")
    assert answer.status_code == 403
    assert "open for a long time" in answer.text
    plain.send("/thread")
    assert "Your comment has been posted." in plain.answer.text


def test_another_reader_s_or_thread_s_token_is_refused(plain, readers):
    other = readers()
    other.thread()
    foreign = other.form("/thread")["fields"]["form"]
    plain.thread()
    assert plain.send("/thread", form=foreign, text="Words.", name="Ann").status_code == 403
    plain.thread(key="elsewhere")
    elsewhere = plain.form("/thread")["fields"]["form"]
    plain.thread()
    assert plain.send("/thread", form=elsewhere, text="Words.", name="Ann").status_code == 403


def test_a_form_sent_by_another_site_neither_acts_nor_takes_the_reader_s_name(plain):
    plain.post("Mine.")
    plain.thread()
    action, fields = plain.form("/thread")["action"], plain.form("/thread")["fields"]
    stranger = plain.client.application.test_client()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = stranger.post(action, data=fields | {"text": "Forged.", "name": "Eve"}, headers=headers)
        assert answer.status_code == 403
        assert "Set-Cookie" not in answer.headers
    assert "Forged." not in plain.thread().text


def test_sending_a_form_twice_posts_once(plain):
    plain.thread()
    form = plain.form("/thread")
    data = form["fields"] | {"text": "Once.", "name": "Ann"}
    first = plain.client.post(form["action"], data=data)
    second = plain.client.post(form["action"], data=data)
    assert first.headers["Location"] == second.headers["Location"]
    assert "Comments (1)" in plain.thread().text
    third = plain.client.post(form["action"], data=data | {"text": "More."})
    assert third.status_code == 303
    assert "Comments (2)" in plain.thread().text


def test_a_thread_that_was_locked_meanwhile_gives_the_text_back(plain, factories):
    factories.comment("Before.", by="Ann")
    plain.thread()
    factories.lock()
    answer = plain.send("/thread", text="Too late, but long.", name="Ben")
    assert answer.status_code == 403
    assert "This discussion is closed" in answer.text
    assert re.search(r"<textarea[^>]* readonly[^>]*>\s*Too late, but long\.</textarea>", answer.text)
    assert plain.thread().status_code == 200
    assert "The discussion is closed. You can still read it." in plain.answer.text
    assert not plain.page.forms


def test_a_reply_to_a_locked_thread_gives_the_text_back(plain, factories):
    factories.comment("Before.", by="Ann")
    plain.thread()
    plain.follow("Reply to Ann")
    factories.lock()
    answer = plain.send("/reply", text="Too late.", name="Ben")
    assert answer.status_code == 403
    assert "Too late." in answer.text


def test_a_reader_banned_meanwhile_is_told_so_with_the_text_kept(plain, factories):
    plain.post("First.")
    plain.thread()
    factories.sanction_author(factories.newest(), "ban")
    answer = plain.send("/thread", text="Second.", name="Ann")
    assert answer.status_code == 403
    assert "You cannot write here any more" in answer.text
    assert re.search(r"<textarea[^>]* readonly[^>]*>\s*Second\.</textarea>", answer.text)
    assert not [form for form in plain.page.forms if form["action"].endswith("/thread")]


@pytest.mark.parametrize("framed", [False, True])
def test_a_warning_is_read_with_the_form_and_the_kept_comment_goes_through(plain, factories, framed):
    more = {"frame": "1"} if framed else {}
    plain.post("First.", **more)
    factories.sanction_author(factories.newest(), "warning", words="<b>Please</b> stay calm.")
    answer = plain.send("/thread", text="Second.", name="Ann")
    assert answer.status_code == 403
    assert "The moderators have written to you" in answer.text and "&lt;b&gt;Please&lt;/b&gt; stay calm." in answer.text
    assert "Criticise what people say and do" in answer.text
    assert plain.form("/thread")["fields"]["text"] == "Second."
    answer = plain.send("/thread", text="Second.", name="Ann")
    assert answer.status_code == 200
    assert factories.newest().source == "Second."


def test_a_suspended_reader_reads_until_when_in_place_of_the_form(plain, factories):
    plain.post("First.")
    factories.sanction_author(factories.newest(), "suspension", days=3)
    text = plain.thread().text
    assert "you cannot write here until March 5, 2026" in text
    assert 'class="write"' not in text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/embed/nobody/thread?key=a", 404),
        ("/embed/daily/thread", 422),
        ("/embed/daily/thread?key=a%00b", 422),
        ("/embed/daily/thread?key=" + "k" * 300, 422),
        ("/embed/comments/2222222222222222", 404),
        ("/embed/daily/comments/2222222222222222/reply", 404),
        ("/embed/daily/comments/2222222222222222/flag", 404),
        ("/embed/daily/correction/thanks?receipt=x", 404),
    ],
)
def test_addresses_that_lead_nowhere_end_at_a_calm_page(plain, address, status):
    answer = plain.open(address)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert "<h1" in answer.text
    framed = plain.open(address + ("&" if "?" in address else "?") + "frame=1")
    assert framed.status_code == status
    assert "Set-Cookie" not in framed.headers


def test_a_broken_cursor_is_refused_and_an_unknown_order_is_best(plain, factories):
    factories.comment("Here.")
    assert plain.thread(cursor="zzz").status_code == 422
    assert 'aria-current="true">Best' in plain.thread(sort="loudest").text


def test_nothing_changes_by_get(plain, factories):
    comment = factories.comment("Here.")
    base = f"/embed/daily/comments/{comment.public_id}"
    assert plain.open(f"{base}/vote?value=1").status_code == 405
    for page in ("flag?reason=spam", "reply?text=x&name=y"):
        assert plain.open(f"{base}/{page}").status_code == 200
    assert "Comments (1)" in plain.thread().text
    assert factories.reload(comment).ups == 0


def test_too_large_a_form_is_refused(plain):
    plain.thread()
    answer = plain.send("/thread", text="x" * 200_000, name="Ann")
    assert answer.status_code == 413
    assert "Back button" in answer.text


def test_too_often_keeps_the_text(make_app, database_url):
    app = make_app(database_url, ratelimit_enabled="true")
    with app.app_context(), unit_of_work():
        sites.create("daily", "The Daily", ["http://localhost:5001"], START)
    plain = PlainReader(app)
    for number in range(12):
        assert plain.post(f"Number {number}.").status_code == 200
    answer = plain.post("Once more.")
    limiter.reset()
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "That was very fast." in answer.text
    assert plain.form("/thread")["fields"]["text"] == "Once more."
    plain.send("/thread")
    assert "Your comment has been posted." in plain.answer.text


def test_a_site_without_guests_asks_to_sign_in(plain, app):
    with app.app_context():
        db = app.extensions["sqlalchemy"]
        db.session.execute(db.text("""UPDATE site SET settings = '{"guests": false}'"""))
        db.session.commit()
    assert "Please sign in to write here." in plain.thread().text
