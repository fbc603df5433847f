"""A webhook's secret is renewed in place: for a day the old one signs as well, so that no message is refused."""

from datetime import timedelta

import pytest

from commentsvc.domain import signatures
from commentsvc.domain.errors import Invalid, Unauthenticated
from commentsvc.domain.webhook_events import SECRET_GRACE
from commentsvc.services import webhooks
from tests.jobs.hooks import ADMINISTRATOR, Hooks
from tests.receivers import Received, receiver


@pytest.fixture
def app(make_app, database_url):
    return make_app(database_url, outgoing_allow="127.0.0.0/8")


@pytest.fixture
def there():
    with receiver() as made:
        yield made


@pytest.fixture
def hooks(app, site, clock):
    return Hooks(app, clock)


def renew(hooks: Hooks, hook) -> bytes:
    """Make a new secret, and give it."""
    hooks.on_hook(webhooks.renew_secret, hook, ADMINISTRATOR)
    return webhooks.secret(hooks.keys, hooks.hook())


def fits(hooks: Hooks, got: Received, secret: bytes) -> bool:
    """Whether a receiver that knows this secret alone takes the message."""
    envelope = signatures.Envelope(*(got.headers[f"webhook-{name}"] for name in ("id", "timestamp", "signature")))
    try:
        signatures.check([secret], envelope, got.body, hooks.clock.now())
    except Unauthenticated:
        return False
    return True


def sent(hooks: Hooks, factories, there) -> Received:
    factories.comment()
    hooks.run()
    return there.received[-1]


def test_for_a_day_both_secrets_sign_then_the_new_one_alone(hooks, factories, there, clock):
    hook = hooks.add(there.url(), events=["comment.posted"])
    old = webhooks.secret(hooks.keys, hook)
    assert " " not in sent(hooks, factories, there).headers["webhook-signature"]
    new = renew(hooks, hook)
    assert new != old
    for _ in range(2):
        got = sent(hooks, factories, there)
        assert got.headers["webhook-signature"].count("v1,") == 2
        assert fits(hooks, got, old) and fits(hooks, got, new)
        clock.pass_by(hours=23)
    clock.moment += SECRET_GRACE - timedelta(hours=46)
    got = sent(hooks, factories, there)
    assert fits(hooks, got, new) and not fits(hooks, got, old)


def test_the_old_secret_can_be_ended_at_once_and_the_log_says_so(hooks, factories, there):
    hook = hooks.add(there.url(), events=["comment.posted"])
    old = webhooks.secret(hooks.keys, hook)
    new = renew(hooks, hook)
    for _again in range(2):
        hooks.on_hook(webhooks.end_old_secret, hook, ADMINISTRATOR)
    got = sent(hooks, factories, there)
    assert fits(hooks, got, new) and not fits(hooks, got, old)
    assert [entry.action for entry in factories.log()] == ["configure"] * 3


def test_renewing_twice_ends_the_first_secret(hooks, factories, there):
    hook = hooks.add(there.url(), events=["comment.posted"])
    first = webhooks.secret(hooks.keys, hook)
    second, third = renew(hooks, hook), renew(hooks, hook)
    assert len({first, second, third}) == 3
    got = sent(hooks, factories, there)
    assert [fits(hooks, got, one) for one in (first, second, third)] == [False, True, True]


def test_a_chat_has_no_secret_to_renew(hooks, there):
    hook = hooks.add(there.url(), "chat")
    with pytest.raises(Invalid):
        hooks.on_hook(webhooks.renew_secret, hook, ADMINISTRATOR)
