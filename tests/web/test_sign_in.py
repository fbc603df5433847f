"""Signing in by a link in a mail: asked for, compared, confirmed, collected once."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.models.identity import ReaderIdentity, SignInRequest
from commentsvc.models.reader import Reader
from commentsvc.services import sign_in
from tests.api import Api

EMAIL = "olena@example.org"
WRONG = "/sign-in/2345678923456789.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def ask(caller: Api, email: str = EMAIL, **more):
    return caller.call("POST", f"/sites/{caller.site}/sign-in", {"email": email, **more})


def asked(caller: Api, email: str = EMAIL, **more) -> dict:
    answer = ask(caller, email, **more)
    assert answer.status_code == 202, answer.text
    return answer.json


def collect(caller: Api, secret: str, **headers):
    return caller.call("POST", f"/sites/{caller.site}/sign-in/collect", {"secret": secret}, **headers)


@pytest.fixture
def link(app):
    """`link()`: the page behind the newest mail's link."""

    def newest() -> str:
        with app.app_context():
            public_id = db.session.scalar(select(SignInRequest.public_id).order_by(SignInRequest.id.desc()))
            return f"/sign-in/{sign_in.link_token(app.extensions['commentsvc'].keys, public_id)}"

    return newest


@pytest.fixture
def confirm(client, link):
    """`confirm()`: open the newest link and press the button."""

    def press(path: str | None = None):
        path = path or link()
        form = re.search(r'name="form" value="([^"]+)"', client.get(path).text).group(1)
        return client.post(path, data={"form": form})

    return press


def signed_in(caller: Api, confirm, email: str = EMAIL, **more) -> Api:
    """The calls of the account that signs in with an address."""
    secret = asked(caller, email, **more)["secret"]
    assert confirm().status_code == 303
    answer = collect(Api(caller.client, caller.site), secret)
    assert answer.status_code == 200, answer.text
    return Api(caller.client, caller.site, answer.json["token"])


def count(app, table) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table))


def test_a_link_that_was_confirmed_gives_the_page_its_token(api, client, link, confirm):
    told = asked(api, name="Олена")
    assert re.fullmatch(r"\d{6}", told["code"])
    waiting = collect(api, told["secret"])
    assert (waiting.status_code, waiting.json["status"]) == (202, "waiting")
    page = client.get(link())
    assert f"{told['code'][:3]} {told['code'][3:]}" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert confirm().status_code == 303
    answer = collect(api, told["secret"])
    assert answer.status_code == 200
    assert answer.json["reader"]["name"] == "Олена"
    assert answer.json["reader"]["account"] is True
    assert answer.headers["Cache-Control"] == "no-store"
    account = Api(api.client, api.site, answer.json["token"])
    assert "verified" in account.posted()["author"]["badges"]
    assert client.get(link()).status_code == 200


def test_the_mail_says_site_and_code_and_nothing_that_anybody_wrote(api, post, client):
    told = asked(api.with_(Accept_Language="uk"), name="Visit evil.example now")
    (mail,) = post.deliver()
    assert mail.to == EMAIL
    code = f"{told['code'][:3]} {told['code'][3:]}"
    for words in (mail["Subject"], mail.text, mail.html):
        assert code in words
        assert "evil" not in words
    assert mail.message["Content-Language"] == "uk"
    assert code in client.get(mail.link("/sign-in/")).text


def test_a_mail_that_would_come_too_late_is_not_sent(api, post, clock):
    asked(api)
    clock.moment += timedelta(minutes=10)
    assert post.deliver() == []


def test_looking_at_the_link_signs_nobody_in(api, client, link):
    told = asked(api)
    for method in ("GET", "HEAD", "GET", "OPTIONS"):
        assert client.open(link(), method=method).status_code in (200, 204)
    assert collect(api, told["secret"]).status_code == 202


def test_a_form_of_another_link_confirms_nothing(api, client, link):
    asked(api, "eve@example.org")
    form = re.search(r'name="form" value="([^"]+)"', client.get(link()).text).group(1)
    told = asked(api)
    assert client.post(link(), data={"form": form}).status_code == 403
    assert client.post(link()).status_code == 403
    assert collect(api, told["secret"]).status_code == 202


def test_a_token_is_collected_once_and_a_lost_answer_is_given_again_to_its_own_key(api, confirm):
    secret = asked(api)["secret"]
    assert collect(api, secret, Idempotency_Key="mine").status_code == 202
    confirm()
    first = collect(api, secret, Idempotency_Key="mine")
    again = collect(api, secret, Idempotency_Key="mine")
    assert first.status_code == again.status_code == 200
    assert first.json["token"] == again.json["token"]
    for headers in ({}, {"Idempotency_Key": "other"}):
        late = collect(api, secret, **headers)
        assert (late.status_code, late.json["code"]) == (410, "sign_in_over")


def test_a_link_is_good_for_ten_minutes(api, client, link, clock):
    secret = asked(api)["secret"]
    path = link()
    clock.moment += timedelta(minutes=10)
    gone = client.get(path)
    assert gone.status_code == 410
    assert "<form" not in gone.text
    assert collect(api, secret).json["code"] == "sign_in_over"


def test_what_was_confirmed_must_be_collected_in_time(api, confirm, clock):
    secret = asked(api)["secret"]
    confirm()
    clock.moment += timedelta(minutes=10)
    assert collect(api, secret).status_code == 410


@pytest.mark.parametrize("secret", ["", "x", "2345678923456789.AAAA", "\u0000", "ї" * 5000])
def test_a_made_up_secret_is_over(api, secret):
    answer = collect(api, secret)
    assert (answer.status_code, answer.json["code"]) == (410, "sign_in_over")


@pytest.mark.parametrize("secret", [None, 7, ["a"], {"a": 1}])
def test_a_secret_of_another_form_is_refused(api, secret):
    assert collect(api, secret).status_code == 422


def test_a_secret_of_another_site_is_over(api, confirm, other_site):
    secret = asked(api)["secret"]
    confirm()
    assert collect(api.at(other_site.slug), secret).status_code == 410
    assert collect(api, secret).status_code == 200


def test_the_secret_opens_no_page_and_the_link_collects_nothing(api, client, link):
    secret = asked(api)["secret"]
    assert client.get(f"/sign-in/{secret}").status_code == 404
    assert collect(api, link().removeprefix("/sign-in/")).status_code == 410


def test_a_wrong_link_is_answered_calmly(client):
    for path in (WRONG, "/sign-in/x", "/sign-in/%00"):
        page = client.get(path)
        assert page.status_code == 404
        assert "<h1" in page.text


def test_the_same_address_is_the_same_account(api, app, confirm):
    one = signed_in(api, confirm, name="Olena")
    other = signed_in(api, confirm, "OLENA@EXAMPLE.ORG ", name="Somebody else")
    assert one.mine().json["reader"] == other.mine().json["reader"]
    assert other.mine().json["reader"]["name"] == "Olena"
    assert one.token != other.token
    assert count(app, ReaderIdentity) == 1


def test_the_same_address_is_somebody_else_on_another_site(api, app, confirm, other_site):
    signed_in(api, confirm)
    signed_in(api.at(other_site.slug), confirm)
    with app.app_context():
        hashes = set(db.session.scalars(select(ReaderIdentity.subject_hash)))
    assert len(hashes) == 2


def test_an_address_that_was_not_confirmed_touches_no_account(api, app, confirm):
    account = signed_in(api, confirm, name="Olena")
    before = count(app, Reader)
    guest = api.reader("Eve")
    told = asked(guest)
    assert collect(guest, told["secret"]).status_code == 202
    assert count(app, Reader) == before + 1
    assert account.mine().json["reader"]["name"] == "Olena"
    assert "verified" not in guest.posted()["author"]["badges"]


def test_the_guest_who_asked_takes_comments_and_votes_along(api, confirm):
    other = api.reader("Bob").posted("Mine.")
    guest = api.reader("Ann")
    comment = guest.posted("Hers.")
    guest.vote(other["id"])
    account = signed_in(guest, confirm)
    told = account.mine().json
    assert told["votes"] == {other["id"]: 1}
    assert comment["id"] in told["editable"]
    assert guest.mine().status_code == 401


def test_what_the_guest_wrote_afterwards_by_accident_comes_with_the_next_sign_in(api, app, confirm, factories):
    guest = api.reader("Ann")
    guest.posted("Hers.")
    signed_in(guest, confirm)
    with app.app_context():
        factories.readers["Ann"] = db.session.scalars(select(Reader).where(Reader.kind == "guest")).one()
        db.session.expunge_all()
    late = factories.comment("Late.", by="Ann")
    assert late.public_id in signed_in(api, confirm).mine().json["editable"]


def test_a_stale_token_is_no_reason_to_refuse(api):
    assert ask(Api(api.client, api.site, "stale.token")).status_code == 202


@pytest.mark.parametrize(
    "email", ["", "olena", "olena@", "a@b\r\nBcc: c@d.org", "a b@example.org", "x" * 300 + "@e.org"]
)
def test_what_is_no_address_is_refused_with_words(api, email):
    answer = ask(api, email)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "email"
    assert answer.json["errors"][0]["message"]


@pytest.mark.parametrize("email", [None, 7, ["a@b.org"], {}])
def test_an_address_of_another_form_is_refused(api, email):
    assert ask(api, email).status_code == 422


def test_known_and_unknown_addresses_are_answered_alike(api, confirm):
    signed_in(api, confirm)
    known, unknown = ask(api), ask(api, "nobody@example.org")
    assert known.status_code == unknown.status_code == 202
    assert known.json.keys() == unknown.json.keys()
    assert {name: len(str(value)) for name, value in known.json.items()} == {
        name: len(str(value)) for name, value in unknown.json.items()
    }


def test_one_address_is_sent_five_links_an_hour(api, clock):
    for _ in range(sign_in.PER_ADDRESS_AND_HOUR):
        assert ask(api).status_code == 202
    refused = ask(api)
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_sign_ins")
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert ask(api, "other@example.org").status_code == 202
    clock.moment += timedelta(hours=1)
    assert ask(api).status_code == 202


def test_a_site_can_do_without(api, factories, app):
    with app.app_context():
        db.session.execute(
            db.text("""UPDATE site SET settings = '{"sign_in_by_mail": false}', version = version + 1""")
        )
        db.session.commit()
    refused = ask(api)
    assert (refused.status_code, refused.json["code"]) == (403, "sign_in_off")
    assert api.thread().json["thread"]["sign_in"] == []


def test_no_address_is_kept_in_plain_words(api, app, confirm):
    signed_in(api, confirm)
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(table.select()):
                assert EMAIL not in str(tuple(row)), table.name
