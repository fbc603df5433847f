"""The publisher's token is exchanged for a reader's: once, and with all that the guest did."""

import logging
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.sign_on_keys import Algorithm
from commentsvc.jobs import housekeeping
from commentsvc.models.identity import ReaderIdentity, ReaderMerge, UsedToken
from commentsvc.models.reader import Reader
from commentsvc.services import sign_on_keys, sites, verification
from tests.api import Api
from tests.signing import ISSUER, NOW, Signer

AT_ONCE = 50
PATIENCE = 60  # seconds


@pytest.fixture
def key(app, site):
    """`key(Algorithm.ES256, "second")`: a publisher's key in force at the site, and what signs with it."""

    def make(algorithm=Algorithm.EDDSA, kid="first", slug="daily", **more) -> Signer:
        with app.app_context(), unit_of_work():
            new = sign_on_keys.NewKey(ISSUER, kid, algorithm)
            keys = app.extensions["commentsvc"].keys
            row, shown = sign_on_keys.create(sites.get(slug), keys, new, app.extensions["commentsvc"].clock.now())
            base = app.extensions["commentsvc"].settings.base_url
        return Signer(algorithm, kid, audience=f"{base}/sites/{slug}", halves=(shown, row.material), **more)

    return make


@pytest.fixture
def publisher(key) -> Signer:
    return key()


def sign_on(caller: Api, token: object):
    return caller.call("POST", f"/sites/{caller.site}/session/sign-on", {"token": token})


def signed_on(caller: Api, token: str) -> Api:
    """The calls of the account."""
    answer = sign_on(caller, token)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return Api(caller.client, caller.site, answer.json["token"])


def rows(app, table) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_reader_signs_on_writes_and_is_verified(api, key, algorithm):
    answer = sign_on(api, key(algorithm).token(name="Olena K"))
    assert answer.json["reader"]["name"] == "Olena K"
    assert (answer.json["reader"]["account"], answer.json["merged"]) == (True, False)
    author = Api(api.client, "daily", answer.json["token"]).posted("Signed.")["author"]
    assert (author["name"], author["badges"]) == ("Olena K", ["verified", "new"])


def test_a_guest_keeps_comments_and_votes(api, reader, publisher):
    other = reader("Ben").posted("Somebody else's.")["id"]
    guest = reader("Ann")
    mine = guest.posted("Written as a guest.")["id"]
    guest.vote(other)
    answer = sign_on(guest, publisher.token())
    assert answer.json["merged"] is True
    account = Api(api.client, "daily", answer.json["token"])
    known = account.mine().json
    assert known["votes"] == {other: 1}
    assert mine in known["editable"]
    assert known["reader"] == answer.json["reader"]
    assert account.vote(mine).status_code == 403
    assert guest.mine().status_code == 401


def test_the_same_reader_on_the_same_device_keeps_the_token(api, publisher):
    account = signed_on(api, publisher.token())
    again = sign_on(account, publisher.token(name="Olena K")).json
    assert (again["token"], again["reader"]["name"], again["merged"]) == (account.token, "Olena K", False)


def test_another_device_has_a_token_of_its_own(api, publisher):
    one, two = signed_on(api, publisher.token()), signed_on(api, publisher.token())
    assert one.token != two.token
    assert one.call("DELETE", "/sites/daily/session").status_code == 204
    assert one.mine().status_code == 401
    assert two.mine().status_code == 200


def test_somebody_else_at_the_same_device_ends_what_was_there(app, api, publisher):
    first = signed_on(api, publisher.token(sub="one"))
    first.posted("By the first.")
    second = signed_on(first, publisher.token(sub="two"))
    assert first.mine().status_code == 401
    assert second.call("GET", "/sites/daily/me/comments").json["comments"] == []
    assert rows(app, Reader) == 2


@pytest.mark.parametrize("bearer", ["garbled", "ended", "of another site"])
def test_a_stale_token_of_the_device_is_passed_over(api, reader, publisher, other_site, bearer):
    caller = reader("Ann")
    if bearer == "garbled":
        caller.token = "nonsense"
    elif bearer == "ended":
        caller.call("DELETE", "/sites/daily/session")
    else:
        caller.token = Api(api.client, other_site.slug).reader("Ann").token
    answer = sign_on(caller, publisher.token())
    assert (answer.status_code, answer.json["merged"]) == (201, False)


def test_whoever_signs_out_is_out_and_asks_again_in_vain(reader):
    guest = reader("Ann")
    assert guest.call("DELETE", "/sites/daily/session").status_code == 204
    assert guest.call("DELETE", "/sites/daily/session").status_code == 204
    guest.token = "nonsense"
    assert guest.call("DELETE", "/sites/daily/session").json["code"] == "token_invalid"
    guest.token = None
    assert guest.call("DELETE", "/sites/daily/session").json["code"] == "token_required"


def test_a_token_is_good_once(app, api, publisher, clock):
    token = publisher.token()
    assert sign_on(api, token).status_code == 201
    again = sign_on(api, token)
    assert (again.status_code, again.json["code"]) == (401, "sign_on_used")
    # The same number from the same issuer is the same token, whatever else it says.
    assert sign_on(api, publisher.token(jti="one", sub="a")).status_code == 201
    assert sign_on(api, publisher.token(jti="one", sub="b")).json["code"] == "sign_on_used"
    assert rows(app, UsedToken) == 2
    clock.pass_by(minutes=3)
    assert sign_on(api, token).json["code"] == "sign_on_expired"
    runtime = app.extensions["commentsvc"]
    clock.pass_by(days=runtime.settings.keep_sign_in_days)
    with app.app_context():
        assert housekeeping.clean_up(clock.now(), runtime.settings, runtime.keys)["used tokens"] == 2
    assert sign_on(api, token).json["code"] == "sign_on_expired"


def test_of_fifty_at_once_exactly_one_wins(app, api, publisher):
    token, answers, together = publisher.token(), [], threading.Barrier(AT_ONCE)

    def exchange(caller):
        together.wait(PATIENCE)
        answers.append(sign_on(caller, token))

    callers = [
        threading.Thread(target=exchange, args=[Api(app.test_client(), "daily")], daemon=True) for _ in range(AT_ONCE)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(PATIENCE)
    codes = sorted((answer.status_code, answer.json.get("code")) for answer in answers)
    assert codes == [(201, None)] + [(401, "sign_on_used")] * (AT_ONCE - 1)
    assert rows(app, ReaderIdentity) == 1


def test_two_windows_that_sign_on_at_once_are_one_account(app, api, publisher):
    tokens, answers, together = [publisher.token() for _ in range(8)], [], threading.Barrier(8)

    def exchange(token):
        caller = Api(app.test_client(), "daily")
        together.wait(PATIENCE)
        answers.append(sign_on(caller, token))

    windows = [threading.Thread(target=exchange, args=[token], daemon=True) for token in tokens]
    for window in windows:
        window.start()
    for window in windows:
        window.join(PATIENCE)
    assert [answer.status_code for answer in answers] == [201] * 8
    assert len({answer.json["reader"]["id"] for answer in answers}) == 1
    assert rows(app, Reader) == 1


def test_a_guest_who_signs_on_in_several_windows_while_writing_loses_nothing(app, api, reader, publisher):
    others = [reader("Ben").posted(f"Comment {number}.", key=f"article {number}")["id"] for number in range(4)]
    guest, answers, together = reader("Ann"), [], threading.Barrier(8)
    guest.posted("The first.", key="article 0")

    def sign_on_here(number):
        caller = Api(app.test_client(), "daily", guest.token)
        token = publisher.token(jti=f"window {number}")
        together.wait(PATIENCE)
        answers.append(sign_on(caller, token))

    def write(number):
        caller = Api(app.test_client(), "daily", guest.token)
        together.wait(PATIENCE)
        # Either the guest is still known, or has signed on by now.
        answers.append(caller.post("At that moment.", key=f"article {number}"))
        answers.append(caller.vote(others[number]))

    acts = [
        threading.Thread(target=act, args=[number], daemon=True) for act in (sign_on_here, write) for number in range(4)
    ]
    for act in acts:
        act.start()
    for act in acts:
        act.join(PATIENCE)
    assert {answer.status_code for answer in answers} <= {200, 201, 401}
    assert sum(answer.status_code == 201 and "merged" in answer.json for answer in answers) == 4
    with app.app_context(), unit_of_work():
        assert [one for row in verification.thread_ids() for one in verification.check_thread(row)] == []
        assert list(verification.check_log(sites.get("daily").id)) == []
        assert db.session.scalar(select(func.count()).select_from(ReaderMerge)) == 1


def test_two_sites_know_nothing_of_each_other(app, api, publisher, key, other_site):
    other_key = key(kid="first", slug="other")
    elsewhere = Api(api.client, "other")
    assert sign_on(elsewhere, publisher.token()).json["code"] == "sign_on_invalid"
    assert sign_on(elsewhere, publisher.with_(audience=other_key.audience).token()).json["code"] == "sign_on_invalid"
    assert sign_on(api, other_key.token()).json["code"] == "sign_on_invalid"
    # The same person with the same number of a token, once on each.
    assert sign_on(api, publisher.token(jti="one")).status_code == 201
    assert sign_on(elsewhere, other_key.token(jti="one")).status_code == 201
    with app.app_context():
        assert len(set(db.session.scalars(select(ReaderIdentity.subject_hash)))) == 2


def test_a_key_is_replaced_without_a_gap_and_the_old_one_ends(app, api, key):
    old, new = key(kid="old"), key(Algorithm.HS256, kid="new")
    assert sign_on(api, old.token()).status_code == 201
    assert sign_on(api, new.token()).status_code == 201
    nameless = old.signed(old.header(kid=...), old.claims())
    assert sign_on(api, nameless).json["code"] == "sign_on_invalid"
    with app.app_context(), unit_of_work():
        sign_on_keys.revoke(sites.get("daily"), "new", app.extensions["commentsvc"].clock.now())
    assert sign_on(api, new.token()).json["code"] == "sign_on_invalid"
    assert sign_on(api, old.signed(old.header(kid=...), old.claims())).status_code == 201


def test_a_secret_does_not_lie_in_the_database(app, key):
    signer = key(Algorithm.HS256)
    assert signer.halves[0] not in signer.halves[1]
    with app.app_context():
        assert (
            sign_on_keys.in_force(sites.get("daily"), app.extensions["commentsvc"].keys)[0].material == signer.halves[0]
        )


def test_refusals_say_the_same_to_all_and_the_log_says_why(api, publisher, caplog):
    # The service's own logger: another application of this process may have set it to say less.
    caplog.set_level(logging.INFO, logger="commentsvc")
    wrong = [
        publisher.with_(kid="other").token(),
        Signer(Algorithm.EDDSA).token(),
        "garbled",
        publisher.token() + "AAAA",
    ]
    answers = [sign_on(api, token) for token in wrong]
    assert {(one.status_code, one.json["code"], one.json["title"]) for one in answers} == {
        (401, "sign_on_invalid", "The sign-on token is not valid.")
    }
    told = [record.getMessage() for record in caplog.records if "sign-on" in record.getMessage()]
    assert [words.rpartition(" ")[2] for words in told] == [
        "unknown_key",
        "bad_signature",
        "malformed",
        "bad_signature",
    ]
    assert not any(token in caplog.text for token in wrong if token != "garbled")


def test_guests_may_be_unwanted_and_accounts_still_write(factories, api, publisher):
    factories.settings(guests=False)
    assert api.post("As a guest.").json["code"] == "guests_not_allowed"
    assert signed_on(api, publisher.token()).post("As myself.").status_code == 201


def test_whose_name_is_the_newsroom_s_chooses_another(api, publisher):
    answer = sign_on(api, publisher.token(name="Edіtor"))  # with a Ukrainian i
    assert answer.json["reader"]["name"] == ""
    account = Api(api.client, "daily", answer.json["token"])
    assert account.post("Nameless.").json["errors"][0]["field"] == "author.name"
    assert account.post("Named.", author={"name": "Administrator"}).json["errors"][0]["code"] == "name_of_newsroom"
    assert account.posted("Named.", author={"name": "Olena"})["author"]["name"] == "Olena"
    # From now on the name stays, as any account's does.
    assert account.posted("Renamed?", author={"name": "Iryna"})["author"]["name"] == "Olena"


def test_an_account_cannot_borrow_the_name_of_the_article_s_author(factories, api, publisher):
    factories.publish(authors=["Iryna Melnyk"])
    account = signed_on(api, publisher.token(name="Iryna Melnyk"))
    assert account.post("I wrote it.").json["errors"][0]["code"] == "name_of_newsroom"


@pytest.mark.parametrize("body", [{}, {"token": None}, {"token": 17}, {"token": ["a"]}, {"token": {}}, None], ids=repr)
def test_what_has_no_token_is_told_so(api, publisher, body):
    answer = api.call("POST", "/sites/daily/session/sign-on", body)
    assert answer.status_code in (400, 415, 422)


def test_a_foreign_origin_is_refused_before_the_token_is_used(api, publisher):
    token = publisher.token()
    foreign = api.with_(Origin="https://evil.example")
    assert sign_on(foreign, token).json["code"] == "origin_not_allowed"
    assert sign_on(api.with_(Origin="http://localhost:5001"), token).status_code == 201


def test_there_is_no_such_site(api, publisher):
    assert sign_on(api.at("nowhere"), publisher.token()).status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_that_is_sent_breaks_it(api, publisher):
    text = st.text(max_size=300)
    parts = st.one_of(text, st.builds(lambda head, body: publisher.signed(head, body), text, text))
    claims = st.dictionaries(
        st.sampled_from(["sub", "jti", "iat", "exp", "aud", "iss", "name"]),
        st.one_of(
            st.none(), st.integers(), st.floats(), st.text(max_size=30), st.lists(st.text(max_size=4), max_size=2)
        ),
        max_size=3,
    )

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(parts, st.builds(lambda changes: publisher.token(**changes), claims)), text)
    def anything(token, bearer):
        caller = Api(api.client, "daily", bearer.encode("ascii", "ignore").decode().replace("\n", "").replace("\r", ""))
        assert sign_on(caller, token.encode("utf-8", "replace").decode()).status_code in (201, 400, 401, 422)

    anything()
    assert sign_on(api, publisher.token(iat=NOW, exp=NOW + 60)).status_code == 201
