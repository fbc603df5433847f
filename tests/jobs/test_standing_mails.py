"""A reader who wants to be told of moderators' decisions is told of sanctions, and when they are lifted."""

import pytest

HOSTILE = "<b>Calm</b> down, see https://evil.example"


@pytest.fixture
def olena(accounts, factories):
    accounts.open("Olena")
    return factories.comment("The bridge is older.", by="Olena")


def test_a_sanction_is_told_with_reason_rule_and_words(olena, factories, later):
    factories.sanction("Olena", "suspension", days=7, words=HOSTILE)
    (mail,) = later()
    assert (mail.to, mail["Subject"]) == ("olena@example.org", "The moderators have written to you – The daily")
    assert "you cannot write here until" in mail.text
    assert "The reason: Insult or attack on a person" in mail.text
    assert "Criticise what people say and do" in mail.text
    assert "<b>Calm</b> down" in mail.text and "https://evil.example" not in mail.text
    assert "&lt;b&gt;Calm&lt;/b&gt;" in mail.html and "evil.example" not in mail.html
    assert later() == []


def test_what_is_taken_back_at_once_is_not_told(olena, factories, later):
    factories.undo(factories.sanction("Olena", "ban"))
    assert later() == []


def test_what_is_lifted_later_is_told(olena, factories, later, clock):
    entry = factories.sanction("Olena", "ban")
    assert len(later()) == 1
    clock.pass_by(hours=5)
    factories.undo(entry)
    (mail,) = later()
    assert mail["Subject"] == "A decision about you was lifted – The daily"
    assert "you can write as before" in mail.text


@pytest.mark.parametrize("wish", [{"agreed": False}, {"decision": "never"}])
def test_nobody_is_told_who_does_not_want_it(wish, accounts, factories, later):
    accounts.open("Olena", **wish)
    factories.comment(by="Olena")
    factories.sanction("Olena", "ban")
    assert later() == []


def test_trust_is_not_told(olena, factories, later):
    factories.sanction("Olena", "trusted", reason=None)
    assert later() == []
