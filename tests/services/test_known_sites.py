"""Sites kept in memory: settings are never old, and what is kept cannot be changed by accident."""

import pytest
from sqlalchemy import inspect, text

from commentsvc.db import db, unit_of_work
from commentsvc.domain.errors import NotFound
from commentsvc.services import known_sites, sites
from tests.conftest import ORIGIN, OTHER_ORIGIN


def test_settings_that_another_process_changes_are_known_at_once(app, site):
    with app.app_context():
        assert known_sites.by_slug("daily").settings == known_sites.by_id(site.id).settings == {}
        with unit_of_work():
            # As another process does it: nothing here is told.
            changed = "UPDATE site SET settings = :settings, version = version + 1"
            db.session.execute(text(changed), {"settings": '{"downvotes": false}'})
        assert known_sites.by_slug("daily").settings == {"downvotes": False}
        assert known_sites.by_id(site.id).settings == {"downvotes": False}


def test_what_this_process_changes_is_known_at_once(app, site):
    with app.app_context():
        assert known_sites.is_origin(ORIGIN)
        assert not known_sites.is_origin(OTHER_ORIGIN)
        with unit_of_work():
            sites.set_origins(sites.get("daily"), [OTHER_ORIGIN])
        assert known_sites.is_origin(OTHER_ORIGIN)
        assert not known_sites.is_origin(ORIGIN)
        assert [row.origin for row in known_sites.named("daily").origins] == [OTHER_ORIGIN]


def test_a_kept_site_is_of_no_session(app, site):
    with app.app_context():
        kept = known_sites.by_slug("daily")
        assert inspect(kept).detached
        assert known_sites.by_slug("daily") is kept


def test_an_unknown_site_is_not_kept(app, site):
    with app.app_context():
        with pytest.raises(NotFound):
            known_sites.by_slug("weekly")
        with unit_of_work():
            sites.create("weekly", "Weekly", [], site.created_at)
        assert known_sites.by_slug("weekly").name == "Weekly"
