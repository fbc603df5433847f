"""Each yes is kept with its time and the version of its words; other words are another version."""

import hashlib
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.languages import LANGUAGES
from commentsvc.models.mail import Contact, Subscription
from commentsvc.services import consents, contacts
from commentsvc.web.account import mail_words
from tests.api import Api
from tests.jobs.readers import Accounts

WIDGET = Path(__file__).parents[2] / "commentsvc" / "static" / "widget" / "lang"
# Whoever changes words in any language gives them another version, and then writes their new digest here.
AGREED = {
    "CONSENT": (contacts.CONSENT_VERSION, "2026-11", "3133da742ac381e0"),
    "LEFT_CONSENT": (contacts.LEFT_VERSION, "left-2026-11", "9931a3e6b3653d28"),
    "NEWS_CONSENT": (consents.VERSION, "comments-2026-11", "ef5e0e09a510f4cb"),
    "FOLLOWING_CONSENT": (consents.FOLLOWING_VERSION, "following-2026-11", "fbd5e895c002e9f1"),
}


def spoken(app, words) -> dict[str, str]:
    """A sentence in every language."""
    said = {}
    for language in LANGUAGES:
        with app.test_request_context(f"/?lang={language}"):
            said[language] = str(words)
    return said


@pytest.mark.parametrize("name", AGREED)
def test_other_words_have_another_version(app, name):
    version, known, digest = AGREED[name]
    said = spoken(app, getattr(mail_words, name))
    assert len(set(said.values())) == len(LANGUAGES)
    found = hashlib.sha256("\n".join(said[one] for one in sorted(said)).encode()).hexdigest()[:16]
    assert (version, found) == (known, digest), "other words: another version, and its digest here"


def test_the_widget_asks_with_the_same_words(app):
    for language, sentence in spoken(app, mail_words.LEFT_CONSENT).items():
        catalogue = (WIDGET / f"corrections-{language}.js").read_text()
        assert re.search(r'contact_hint:\s+"([^"]+)"', catalogue)[1] == sentence


def test_who_confirms_an_address_left_with_a_report_agrees_at_that_moment(app, reader, post, clock):
    ann = reader("Ann")
    ann.report(contact="ann@example.org")
    (mail,) = post.deliver()
    clock.pass_by(hours=1)
    post.confirm(mail)
    confirmed = clock.now()
    clock.pass_by(hours=1)
    # The same reader leaves the same address once more: nothing has to be confirmed, and it is agreed to all the same.
    ann.report("bridge", contact="ann@example.org")
    with app.app_context():
        kept = [(row.consent_version, row.consented_at) for row in db.session.scalars(select(Contact).order_by("id"))]
    assert kept == [(contacts.CONSENT_VERSION, confirmed), (contacts.LEFT_VERSION, clock.now())]


def test_who_follows_a_discussion_agrees_at_that_moment(app, api, factories, clock):
    accounts = Accounts(factories)
    accounts.open("Olena", agreed=False)
    olena = Api(api.client, api.site, accounts.token("Olena"))
    assert olena.call("PUT", "/sites/daily/subscription", {"key": "bridge", "cadence": "daily"}).status_code == 200
    with app.app_context():
        row = db.session.scalars(select(Subscription)).one()
    assert (row.consent_version, row.created_at) == (consents.FOLLOWING_VERSION, clock.now())
