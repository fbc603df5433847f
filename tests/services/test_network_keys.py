"""The key of a day: one for all processes, made at any moment, and gone for good when it is destroyed."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.keys import Keys, network_hash
from commentsvc.models.privacy import NetworkKey
from commentsvc.services import network_keys
from tests.statements import reading

TODAY = date(2026, 3, 2)
KEYS = Keys(b"a secret key of the service's own")


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(NetworkKey))


@pytest.fixture
def other(make_app, database_url, app):
    """A second process, as it were: another engine on the same database."""
    return make_app(database_url, log_level="warning")


def test_two_processes_agree_and_keep_nothing_readable(app, other):
    with app.app_context():
        mine = network_keys.of_day(KEYS, TODAY)
        assert mine.hex() not in db.session.scalar(select(NetworkKey.key))
    with other.app_context():
        assert network_keys.of_day(KEYS, TODAY) == mine
        assert network_keys.of_day(KEYS, TODAY + timedelta(days=1)) != mine
        assert rows() == 2


def test_many_first_uses_at_once_make_one_key(app):
    found, gate = [], threading.Barrier(6)

    def use(inside):
        with app.app_context():
            gate.wait()
            if inside:
                with unit_of_work():
                    found.append(network_keys.of_day(KEYS, TODAY))
            else:
                found.append(network_keys.of_day(KEYS, TODAY))

    threads = [threading.Thread(target=use, args=(number % 2,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 6
    assert len(set(found)) == 1


def test_what_a_failed_unit_of_work_made_is_not_remembered(app):
    with app.app_context():
        with pytest.raises(ZeroDivisionError), unit_of_work():
            network_keys.of_day(KEYS, TODAY)
            raise ZeroDivisionError
        after = network_keys.of_day(KEYS, TODAY)
        network_keys.forget()
        assert network_keys.of_day(KEYS, TODAY) == after


def test_the_session_s_own_work_is_left_alone(app, site):
    with app.app_context(), unit_of_work():
        known = db.session.merge(site)
        known.name = "Another name"
        network_keys.of_day(KEYS, TODAY)
        assert db.session.scalar(select(type(site).name)) == "Another name"


def test_a_day_is_looked_up_once(app, statements_of):
    with app.app_context():
        network_keys.of_day(KEYS, TODAY)
        assert statements_of(lambda: network_keys.of_day(KEYS, TODAY)) == []


@pytest.fixture
def statements_of(app):
    def run(action):
        with reading(app) as statements:
            action()
        return statements

    return run


def test_keys_are_made_ahead_and_destroyed(app):
    with app.app_context():
        network_keys.make_ahead(KEYS, TODAY)
        assert rows() == 1 + network_keys.AHEAD_DAYS
        before = network_keys.of_day(KEYS, TODAY)
        with unit_of_work():
            assert network_keys.destroy_before(TODAY) == 0
            assert network_keys.destroy_before(TODAY + timedelta(days=1)) == 1
        network_keys.forget()
        # The service's own key does not bring it back.
        assert network_keys.of_day(KEYS, TODAY) != before


def test_a_key_that_cannot_be_opened_any_more_is_replaced(app):
    with app.app_context():
        network_keys.of_day(Keys(b"the key that was lost"), TODAY)
        network_keys.forget()
        found = network_keys.of_day(KEYS, TODAY)
        network_keys.forget()
        assert network_keys.of_day(KEYS, TODAY) == found
        assert rows() == 1


def test_hashes_of_two_days_and_two_networks_differ():
    hashes = {network_hash(key, prefix) for key in (b"one", b"two") for prefix in ("192.0.2.1", "192.0.2.2")}
    assert len(hashes) == 4
    assert all(len(one) == 20 for one in hashes)
