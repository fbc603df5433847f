"""One more reader found the same place wrong: counted once per reader, without another report."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.events import CorrectionReported
from commentsvc.models.correction import CorrectionReport, ReportSupport
from commentsvc.models.outbox import OutboxEvent

PLACE = {
    "article": {"key": "bridge"},
    "target": {"exact": "1936", "prefix": "built in ", "suffix": ", he said"},
}


def support(api, **more):
    return api.call("PUT", "/sites/daily/corrections/support", PLACE | more)


def matches(api):
    found = api.call("POST", "/sites/daily/corrections/matches", PLACE).json
    return found["open"], found["supported"]


def test_a_reader_joins_once(reader, app):
    reader("Ann").report()
    ben, col = reader("Ben"), reader("Col")
    for _ in range(2):
        answer = support(ben)
        assert (answer.status_code, answer.json) == (200, {"open": 2, "supporters": 1})
    assert answer.headers["Cache-Control"] == "no-store"
    assert support(col).json == {"open": 3, "supporters": 2}
    assert (matches(ben), matches(reader("Dan"))) == ((3, True), (3, False))
    with app.app_context():
        assert len(db.session.scalars(select(CorrectionReport)).all()) == 1
        reported = select(OutboxEvent).where(OutboxEvent.type == CorrectionReported.__name__)
        assert len(db.session.scalars(reported).all()) == 1


def test_who_reported_the_place_is_counted_already(reader, app):
    ann, ben = reader("Ann"), reader("Ben")
    ann.report()
    ben.report(replacement="1927")
    assert support(ann).json == {"open": 2, "supporters": 0}
    with app.app_context():
        assert db.session.scalars(select(ReportSupport)).all() == []


def test_who_joined_and_then_reports_is_one_reader_still(reader):
    ann, ben = reader("Ann"), reader("Ben")
    ann.report()
    support(ben)
    assert ben.report(remark="See the plate.").json["already_reported"] == 1
    assert support(ann).json == {"open": 2, "supporters": 0}


def test_two_reports_of_one_reader_are_one_reader(reader):
    ann, ben = reader("Ann"), reader("Ben")
    ann.report()
    assert ann.report(replacement="1927").json["already_reported"] == 0
    assert matches(ben) == (1, False)
    assert ben.report().json["already_reported"] == 1


def test_it_takes_a_session(api):
    api.report()
    refused = support(api)
    assert (refused.status_code, refused.json["code"]) == (401, "token_required")


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"article": {"key": "never-seen"}},
        {"target": {"exact": "1937", "prefix": "built in ", "suffix": ", he said"}},
        {"target": {"exact": None}},
    ],
)
def test_a_place_that_nobody_reported_cannot_be_joined(reader, elsewhere):
    ann = reader("Ann")
    ann.report()
    refused = support(ann, **elsewhere)
    assert (refused.status_code, refused.json["code"]) == (404, "unknown_report")


def test_a_withdrawn_report_takes_those_who_joined_it_along(api, reader):
    report = reader("Ann").report().json
    ben = reader("Ben")
    support(ben)
    api.call("DELETE", f"/corrections/{report['id']}", Authorization=f"Bearer {report['token']}")
    assert (matches(ben), support(ben).status_code) == ((0, False), 404)
