"""Webhooks at the desk: who may, what is refused, the secret that is shown once, and what was sent."""

import base64
import html
import re
from dataclasses import replace

import pytest

from commentsvc.domain.errors import OutgoingFailed
from commentsvc.domain.webhook_events import ALERTS, HOOKS_PER_SITE, TYPES
from commentsvc.services import webhook_deliveries
from tests.jobs.hooks import Hooks
from tests.receivers import receiver
from tests.web.dashboard.conftest import Newsroom, _found

PAGE = "/desk/daily/settings/webhooks"


@pytest.fixture
def newsroom(make_app, database_url, clock):
    app = make_app(database_url, outgoing_allow="127.0.0.0/8")
    _found(app)
    return Newsroom(app, clock)


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


@pytest.fixture
def hooks(newsroom):
    return Hooks(newsroom.app, newsroom.clock)


@pytest.fixture
def there():
    with receiver() as made:
        yield made


def add(newsroom, browser, url, kind="signed", events=None):
    events = list(TYPES if kind == "signed" else ALERTS) if events is None else events
    return newsroom.send(browser, PAGE, kind=kind, url=url, events=events)


def shown_secret(answer) -> str | None:
    found = re.search(r'value="(whsec_[^"]+)"', answer.text)
    return found and html.unescape(found[1])


def words(answer) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_only_administrators_see_and_change_them(newsroom, hooks, there):
    hook = hooks.add(there.url())
    for name in ("olena", "edita", "jorge", "vera"):
        browser = newsroom.browser(name)
        assert browser.get(PAGE).status_code == 403
        assert browser.get(f"{PAGE}/{hook.public_id}").status_code == 403
        assert add(newsroom, browser, there.url("/x")).status_code == 403
        for act in ("events", "switch", "secret", "old-secret/end", "deletion", "test", "deliveries/abc/send-again"):
            assert newsroom.send(browser, f"{PAGE}/{hook.public_id}/{act}").status_code == 403
    assert hooks.deliveries() == []


def test_the_secret_is_shown_once_and_signs_what_is_sent(newsroom, ada, hooks, there):
    answer = add(newsroom, ada, there.url("/hook?token=zq17"))
    assert answer.status_code == 201 and answer.headers["Cache-Control"] == "no-store"
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", answer.text)
    hook = hooks.hook()
    for page in (PAGE, f"{PAGE}/{hook.public_id}", "/desk/daily/log"):
        shown = ada.get(page)
        assert f"127.0.0.1:{there.port}" in shown.text
        assert "whsec_" not in shown.text and "zq17" not in shown.text and "hook?" not in shown.text
    assert "zq17" not in hook.url, "the address lies sealed"
    newsroom.post("Hello")
    hooks.run()
    assert hooks.read(hook, there.received[0])["type"] == "comment.posted"
    assert secret == newsroom_secret(newsroom, hook)


def newsroom_secret(newsroom, hook) -> str:
    keys = newsroom.app.extensions["commentsvc"].keys
    return "whsec_" + base64.b64encode(keys.derived(f"webhook\0{hook.public_id}")).decode()


def test_the_same_page_sent_again_adds_nothing(newsroom, ada, hooks, there):
    assert add(newsroom, ada, there.url()).status_code == 201
    again = add(newsroom, ada, there.url())
    assert again.status_code == 422 and "There is a webhook of this address already." in words(again)
    assert hooks.hook().public_id and ada.get(PAGE).text.count('class="row-title"') == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://news.example/", "must begin with http"),
        ("not an address", "not a complete web address"),
        ("https://a:b@news.example/", "user name or password"),
        ("http://169.254.169.254/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("https://8.8.8.8:22/", "only the ports"),
        ("https://news.example/" + "x" * 1000, "at most 1000 characters"),
    ],
)
def test_what_cannot_be_called_is_refused_beside_its_field(newsroom, ada, hooks, url, said):
    answer = add(newsroom, ada, url, events=["comment.posted"])
    assert answer.status_code == 422 and said in words(answer)
    assert 'id="signed-url-wrong"' in answer.text and html.escape(url) in answer.text
    assert answer.text.count(" checked") == 1 + len(ALERTS), "what was chosen is still chosen"
    assert ada.get(PAGE).text.count('class="row-title"') == 0


def test_what_is_chosen_has_to_exist(newsroom, ada, there):
    assert add(newsroom, ada, there.url(), events=[]).status_code == 422
    assert add(newsroom, ada, there.url(), events=["comment.held"]).status_code == 422
    assert add(newsroom, ada, there.url(), "chat", ["comment.posted"]).status_code == 422
    assert newsroom.send(ada, PAGE, kind="other", url=there.url(), events="comment.posted").status_code == 422


def test_a_site_has_only_so_many(newsroom, ada, hooks, there):
    for number in range(HOOKS_PER_SITE):
        hooks.add(there.url(f"/{number}"))
    answer = add(newsroom, ada, there.url("/more"))
    assert answer.status_code == 422 and f"at most {HOOKS_PER_SITE} entries" in words(answer)


def test_a_test_event_arrives_and_is_listed(newsroom, ada, hooks, there):
    add(newsroom, ada, there.url())
    page = f"{PAGE}/{hooks.hook().public_id}"
    assert "Nothing was sent yet." in words(ada.get(page))
    assert newsroom.send(ada, f"{page}/test").location == page
    assert "Test On its way" in words(ada.get(page))
    hooks.run()
    said = hooks.read(hooks.hook(), there.received[0])
    assert said["type"] == "webhook.test" and said["data"] == {"site": "daily", "site_name": "The Daily Lantern"}
    assert "Test Arrived" in words(ada.get(page)) and "answer 200" in words(ada.get(page))


def test_what_failed_is_said_and_can_be_sent_again(newsroom, ada, hooks, there):
    add(newsroom, ada, there.url())
    page = f"{PAGE}/{hooks.hook().public_id}"
    there.mode = 500
    newsroom.post("Hello")
    hooks.run_all()
    # Hours have passed.
    ada = newsroom.browser("ada")
    shown = words(ada.get(page))
    assert "A comment was posted Failed" in shown and "answer 500" in shown and "8 attempts" in shown
    assert "The server answered, but did not accept it." in shown
    assert "A webhook’s delivery The server answered, but did not accept it." in words(
        ada.get("/desk/daily/background")
    )
    there.mode = 200
    (delivery,) = hooks.deliveries()
    answer = newsroom.send(ada, f"{page}/deliveries/{delivery.public_id}/send-again")
    assert answer.status_code == 303
    hooks.run()
    assert "A comment was posted Arrived" in words(ada.get(page))
    assert len({got.headers["webhook-id"] for got in there.received}) == 1


def test_a_dead_job_that_is_tried_again_sends_it(newsroom, ada, hooks, there):
    add(newsroom, ada, there.url())
    there.mode = "closes"
    newsroom.post("Hello")
    hooks.run_all()
    (dead,) = [job for job in hooks.jobs() if job.state == "dead"]
    there.mode, ada = 200, newsroom.browser("ada")
    assert newsroom.send(ada, f"/desk/daily/background/{dead.public_id}/try-again").status_code == 303
    hooks.run()
    assert [row.state for row in hooks.deliveries()] == ["delivered"]


def test_events_can_be_chosen_switched_off_and_deleted_each_with_its_line_of_the_log(newsroom, ada, hooks, there):
    add(newsroom, ada, there.url())
    page = f"{PAGE}/{hooks.hook().public_id}"
    assert newsroom.send(ada, f"{page}/events", events=["thread.moved"]).status_code == 303
    assert hooks.hook().events == ["thread.moved"]
    assert newsroom.send(ada, f"{page}/events").status_code == 422
    newsroom.send(ada, f"{page}/switch", on="no")
    assert hooks.hook().active is False and "Nothing is sent." in words(ada.get(page))
    newsroom.send(ada, f"{page}/switch", on="yes")
    assert newsroom.send(ada, f"{page}/deletion").location == PAGE
    assert ada.get(page).status_code == 404 and "No webhooks yet." in words(ada.get(PAGE))
    host = f"Webhook 127.0.0.1:{there.port}"
    log = words(ada.get("/desk/daily/log"))
    for line in (
        f"{host} nothing → to everything",
        f"{host} everything → to thread.moved",
        f"{host} yes → to no",
        f"{host} no → to yes",
        f"{host} thread.moved → to nothing",
    ):
        assert line in log


def test_a_new_secret_is_shown_once_and_the_old_one_signs_for_a_day(newsroom, ada, hooks, there, clock):
    first = shown_secret(add(newsroom, ada, there.url()))
    page = f"{PAGE}/{hooks.hook().public_id}"
    clock.pass_by(minutes=60)
    ada = newsroom.browser("ada")
    newsroom.expire_proofs()
    asked, answer = newsroom.step_up(ada, f"{page}/secret")
    assert "Confirm that it is you" in asked.text and answer.status_code == 200
    assert shown_secret(answer) not in (first, None)
    assert "are signed with the old one as well" in words(answer)
    shown = ada.get(page)
    assert "Messages bear two signatures until" in words(shown) and "whsec_" not in shown.text
    assert newsroom.send(ada, f"{page}/old-secret/end").location == page
    assert "two signatures" not in words(ada.get(page))
    host = f"Webhook 127.0.0.1:{there.port}"
    log = words(ada.get("/desk/daily/log"))
    assert f"{host} the secret → to a new secret" in log and f"{host} the old secret → to nothing" in log


def test_a_chats_page_offers_no_secret(newsroom, ada, hooks, there):
    add(newsroom, ada, there.url(), "chat")
    page = f"{PAGE}/{hooks.hook().public_id}"
    assert "Make a new secret" not in ada.get(page).text
    assert newsroom.send(ada, f"{page}/secret").status_code == 422


def test_another_sites_webhooks_are_not_there(newsroom, hooks, there):
    hook = hooks.add(there.url())
    hooks.on_hook(webhook_deliveries.tell_test, hook)
    (delivery,) = hooks.deliveries()
    xenia = newsroom.browser("xenia")
    page = f"/desk/other/settings/webhooks/{hook.public_id}"
    assert xenia.get(page).status_code == 404
    token = newsroom.token(xenia, "/desk/other/")
    for act in (
        "switch",
        "secret",
        "old-secret/end",
        "deletion",
        "test",
        f"deliveries/{delivery.public_id}/send-again",
    ):
        assert xenia.post(f"{page}/{act}", data={"csrf_token": token, "on": "no"}).status_code == 404
    assert hooks.hook().active


def test_adding_one_takes_a_fresh_proof_and_keeps_what_was_typed(newsroom, ada, hooks, there, clock):
    clock.pass_by(minutes=60)
    asked = add(newsroom, ada, there.url(), events=["comment.posted", "thread.moved"])
    assert asked.status_code == 403 and asked.text.count('name="events"') == 2
    assert there.url() in asked.text
    with pytest.raises(IndexError):
        hooks.hook()


def test_a_name_that_leads_nowhere_is_said(newsroom, ada):
    class Unknown:
        def check(self, _url):
            raise OutgoingFailed("host_unknown")

    runtime = newsroom.app.extensions["commentsvc"]
    newsroom.app.extensions["commentsvc"] = replace(runtime, outgoing=Unknown())
    answer = add(newsroom, ada, "https://typing-error.example/")
    assert answer.status_code == 422 and "This server’s name is not known." in words(answer)
