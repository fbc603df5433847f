"""What an account chooses to be told by mail: by the API, and on the page behind the links in mails."""

import re

import pytest

from commentsvc.domain.mail_tokens import AddressOnSite, issue
from commentsvc.services import consents
from tests.api import Api
from tests.jobs.readers import Accounts

SUBSCRIPTION = "/sites/daily/subscription"
PREFERENCES = "/sites/daily/me/preferences"


@pytest.fixture
def olena(api, factories) -> Api:
    """An account that signed in by mail, and has said nothing yet."""
    accounts = Accounts(factories)
    accounts.open("Olena", agreed=False)
    return Api(api.client, api.site, accounts.token("Olena"))


def test_an_account_is_told_nothing_before_it_says_yes(olena):
    told = olena.call("GET", PREFERENCES).json
    assert told["agreed"] is False and told["address"] == "o…@example.org"
    assert told["topics"] == {"reply": "never", "decision": "never", "followed": "at_once"}
    assert "The daily may write to me" in told["consent"] and "new comments" in told["following_consent"]
    assert told["following"] is None
    assert olena.mine().json["mail"] == {"reachable": True, "agreed": False, "following": None}


def test_the_yes_is_kept_with_its_words_and_time_and_can_be_taken_back(olena, factories, clock):
    answer = olena.call("PUT", PREFERENCES, {"agreed": True, "topics": {"decision": "daily"}})
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    assert answer.json["topics"] == {"reply": "at_once", "decision": "daily", "followed": "at_once"}
    contact = factories.act(lambda: consents.contact_of(factories.readers["Olena"].id))
    assert (contact.consent_version, contact.consented_at) == (consents.VERSION, clock.now())
    assert olena.mine().json["mail"]["agreed"] is True
    assert olena.call("PUT", PREFERENCES, {"agreed": False}).json["topics"]["reply"] == "never"
    assert olena.call("GET", PREFERENCES).json["agreed"] is False


@pytest.mark.parametrize(
    "body",
    [{"topics": {"reply": "weekly"}}, {"topics": {"report_outcome": "never"}}, {"agreed": "perhaps"}, {"topics": []}],
)
def test_what_is_no_choice_is_refused(body, olena):
    assert olena.call("PUT", PREFERENCES, body).status_code == 422


def test_guests_have_no_address_to_be_told_at(api, reader):
    ann = reader("Ann")
    for answer in (
        ann.call("GET", PREFERENCES),
        ann.call("PUT", PREFERENCES, {"agreed": True}),
        ann.call("PUT", SUBSCRIPTION, {"key": "bridge", "cadence": "daily"}),
    ):
        assert (answer.status_code, answer.json["code"]) == (403, "no_address")
    assert ann.mine().json["mail"] == {"reachable": False, "agreed": False, "following": None}
    assert api.call("GET", PREFERENCES).status_code == 401
    assert api.call("PUT", SUBSCRIPTION, {"key": "bridge", "cadence": "daily"}).status_code == 401


def test_a_discussion_is_followed_and_left_again(olena):
    for cadence in ("hourly", "daily", "daily"):
        answer = olena.call("PUT", SUBSCRIPTION, {"key": "bridge", "cadence": cadence})
        assert (answer.status_code, answer.json) == (200, {"cadence": cadence})
        assert olena.mine().json["mail"]["following"] == cadence
        assert olena.call("GET", PREFERENCES, query={"key": "bridge"}).json["following"] == cadence
    assert olena.mine("other").json["mail"]["following"] is None
    for _again in range(2):
        assert olena.call("DELETE", SUBSCRIPTION, query={"key": "bridge"}).json == {"cadence": None}
    assert olena.mine().json["mail"]["following"] is None
    assert olena.call("PUT", SUBSCRIPTION, {"key": "bridge", "cadence": "never"}).status_code == 422
    assert olena.call("PUT", SUBSCRIPTION, {"cadence": "daily"}).status_code == 422


def test_the_discussions_that_are_followed_are_listed_the_latest_first(olena, reader, factories):
    assert olena.call("GET", "/sites/daily/me/subscriptions").json == {"subscriptions": []}
    factories.publish("mill", title="The mill")
    for key, cadence in (("bridge", "hourly"), ("mill", "daily")):
        olena.call("PUT", SUBSCRIPTION, {"key": key, "cadence": cadence})
    answer = olena.call("GET", "/sites/daily/me/subscriptions")
    assert answer.headers["Cache-Control"] == "no-store"
    told = [(one["article"]["key"], one["article"]["title"], one["cadence"]) for one in answer.json["subscriptions"]]
    assert told[0] == ("mill", "The mill", "daily") and told[1][0::2] == ("bridge", "hourly")
    assert reader("Ann").call("GET", "/sites/daily/me/subscriptions").json == {"subscriptions": []}
    assert Api(olena.client, "daily").call("GET", "/sites/daily/me/subscriptions").status_code == 401


def test_a_discussion_is_left_on_the_page_behind_the_links_as_well(olena, app, client, factories):
    olena.call("PUT", SUBSCRIPTION, {"key": "bridge", "cadence": "hourly"})
    contact = factories.act(lambda: consents.contact_of(factories.readers["Olena"].id))
    page = f"/mail/{issue(app.extensions['commentsvc'].keys, AddressOnSite('daily', contact.address_hash))}"
    html = client.get(page).text
    form = re.search(r'name="form" value="([^"]+)"', html).group(1)
    leave = re.search(r'value="(unfollow:[^"]+)"', html).group(1)
    assert client.post(page, data={"form": "guessed", "do": leave}).status_code == 403
    assert client.post(page, data={"form": form, "do": "unfollow:unknown"}).status_code == 303
    assert olena.mine().json["mail"]["following"] == "hourly"
    answer = client.post(page, data={"form": form, "do": leave})
    assert "You no longer follow this discussion." in client.get(answer.location).text
    assert olena.mine().json["mail"]["following"] is None and "unfollow:" not in client.get(page).text


def test_a_token_of_another_site_follows_nothing(olena, other_site):
    answer = olena.at("other").call("PUT", "/sites/other/subscription", {"key": "bridge", "cadence": "daily"})
    assert answer.status_code == 401


def test_the_page_behind_the_links_shows_an_accounts_topics_and_saving_is_a_yes(olena, app, client, factories):
    contact = factories.act(lambda: consents.contact_of(factories.readers["Olena"].id))
    page = f"/mail/{issue(app.extensions['commentsvc'].keys, AddressOnSite('daily', contact.address_hash))}"
    html = client.get(page).text
    assert dict(re.findall(r'name="(\w+)" value="(\w+)" checked', html))["reply"] == "never"
    assert "agrees: “The daily may write" in html
    form = re.search(r'name="form" value="([^"]+)"', html).group(1)
    assert (
        client.post(page, data={"form": form, "do": "save", "reply": "never", "decision": "never"}).status_code == 303
    )
    assert olena.call("GET", PREFERENCES).json["agreed"] is False
    assert client.post(page, data={"form": form, "do": "save", "reply": "hourly"}).status_code == 303
    told = olena.call("GET", PREFERENCES).json
    assert told["agreed"] is True and told["topics"]["reply"] == "hourly"
    assert "agrees: “" not in client.get(page).text


def test_choosing_a_topic_anew_ends_having_unsubscribed_from_it(olena, app, client, factories):
    olena.call("PUT", PREFERENCES, {"agreed": True})
    contact = factories.act(lambda: consents.contact_of(factories.readers["Olena"].id))
    page = f"/mail/{issue(app.extensions['commentsvc'].keys, AddressOnSite('daily', contact.address_hash))}"
    assert client.post(f"{page}/unsubscribe/comments").status_code == 200
    assert set(olena.call("GET", PREFERENCES).json["topics"].values()) == {"never"}
    chosen = olena.call("PUT", PREFERENCES, {"topics": {"reply": "daily"}}).json["topics"]
    assert chosen == {"reply": "daily", "decision": "never", "followed": "never"}
