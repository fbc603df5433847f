"""House rules in versions: what is published when, and which version comments and decisions name."""

import pytest
from sqlalchemy import select, update

from commentsvc.db import db
from commentsvc.domain.errors import Invalid
from commentsvc.domain.moderation import OPERATOR, Action
from commentsvc.models.comment import Comment
from commentsvc.models.house_rules import RulesVersion
from commentsvc.models.log import LogEntry, LogSeal
from commentsvc.queries import house_rules
from commentsvc.services import comments, log, site_rules, sites, verification
from tests.factories import STAFF


def publish(factories, text: str, summary: str = "", actor=STAFF) -> None:
    factories.act(lambda: site_rules.change(factories.context(), {"house_rules": text}, actor, summary=summary))


def versions(factories) -> list[RulesVersion]:
    return factories.act(lambda: list(db.session.scalars(select(RulesVersion).order_by(RulesVersion.number))))


def entries(factories) -> list[LogEntry]:
    return factories.log()


def test_every_saved_change_is_a_version_and_nothing_else_is(factories):
    publish(factories, "Be kind.")
    publish(factories, "Be kind.")
    factories.settings(edit_minutes=30)
    publish(factories, "Be kind. Stay with the article.", "One more rule", OPERATOR)
    publish(factories, "")
    found = versions(factories)
    assert [(one.number, one.text, one.summary, one.by_type, one.by_id) for one in found] == [
        (1, "Be kind.", "", "staff", 7),
        (2, "Be kind. Stay with the article.", "One more rule", "operator", None),
        (3, "", "", "staff", 7),
    ]
    assert factories.act(lambda: sites.get("daily").rules_version) == 3


def test_a_summary_that_is_too_long_publishes_nothing(factories):
    with pytest.raises(Invalid) as refused:
        publish(factories, "Be kind.", "x" * 1001)
    assert refused.value.errors[0].field == "rules_summary"
    assert versions(factories) == []


def test_a_comment_names_the_version_it_was_written_under_and_a_decision_its_own(factories):
    before = factories.comment("Before there were rules")
    publish(factories, "Be kind.")
    first = factories.comment("Under the first")
    publish(factories, "Be fair.")
    factories.decide(first, Action.REJECT)
    assert (before.rules_version, first.rules_version) == (None, 1)
    assert [(one.action, one.rules_version) for one in entries(factories)] == [
        ("configure", 1),
        ("configure", 2),
        ("reject", 2),
    ]


def test_other_words_are_judged_by_the_rules_of_their_own_time(factories):
    publish(factories, "Be kind.")
    comment = factories.comment()
    publish(factories, "Be fair.")

    def edit():
        context = factories.context("Ann")
        row = db.session.get_one(Comment, comment.id)
        return comments.edit(context, row, comments.prepare_text("Other words"), row.version).rules_version

    assert factories.act(edit) == 2


def test_rows_of_the_second_format_still_fit(factories):
    """Before 0018 the hash did not cover the version of the house rules."""
    publish(factories, "Be kind.")
    factories.decide(factories.comment(), Action.REJECT)

    def as_before():
        entry = db.session.scalar(select(LogEntry).order_by(LogEntry.seq.desc()).limit(1))
        db.session.expunge(entry)
        entry.format, entry.rules_version = 2, None
        values = {"format": 2, "rules_version": None, "hash": log.chain_hash(entry)}
        db.session.execute(update(LogEntry.__table__).where(LogEntry.__table__.c.id == entry.id).values(values))
        seal = log.seal_of(factories.context().keys, sites.get("daily"), entry.seq, values["hash"])
        db.session.execute(update(LogSeal).values(hash=values["hash"], seal=seal))

    factories.act(as_before)
    factories.decide(factories.comment(), Action.REJECT)
    assert [one.format for one in entries(factories)] == [3, 2, 3]
    site = factories.act(lambda: sites.get("daily"))
    assert factories.act(lambda: list(verification.check_log(site.id))) == []
    assert factories.act(lambda: list(verification.check_seals(site, factories.context().keys))) == []


def test_editions_say_since_when_and_what_changed_also_across_pages(factories):
    for number in range(1, 6):
        publish(factories, f"Be kind to {number}.")
        factories.clock.pass_by(days=1)

    def look(most, below=None):
        return factories.act(lambda: house_rules.newest(sites.get("daily").id, most, below))

    newest = look(2)
    assert [one.number for one in newest] == [5, 4]
    assert newest[0].ends_at is None and newest[1].ends_at == newest[0].starts_at
    assert ("del", "4") in newest[0].steps and ("ins", "5") in newest[0].steps
    rest = look(3, 4)
    assert [one.number for one in rest] == [3, 2, 1]
    assert rest[0].ends_at == newest[1].starts_at and rest[0].steps and not rest[2].steps
