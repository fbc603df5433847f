"""Lists of words: what they do to comments, how they change, and what the log tells of it."""

import json

import pytest

from commentsvc.domain.errors import Invalid, LostRace, NotFound
from commentsvc.domain.moderation import Actor, HeldReason, Status
from commentsvc.queries import desk_log
from commentsvc.services import comments, word_lists
from commentsvc.services.word_lists import Draft

PLAIN = {"name": "Insults", "action": "hold", "reason": "", "text": "fool\ngoose\n# birds", "active": "yes"}


def both_numbers(word: str) -> set[str]:
    return {word, f"{word}s"}


def draft(**changes) -> Draft:
    return Draft.read(PLAIN | changes, both_numbers)


@pytest.fixture
def ada(factories):
    return Actor("staff", factories.staff("Ada").id)


@pytest.fixture
def insults(factories, ada):
    return factories.act(lambda: word_lists.add(factories.context(), draft(), ada))


def change(factories, ada, insults, seen=None, **changes):
    row = factories.reload(insults)
    return factories.act(
        lambda: word_lists.change(
            factories.context(),
            row.public_id,
            draft(**changes),
            ada,
            seen_version=row.version if seen is None else seen,
        )
    )


def last_note(factories) -> dict:
    site_id = factories.act(lambda: factories.context().site.id)
    return json.loads(factories.act(lambda: desk_log.of_subject(site_id, "site", site_id)[0].note))


def test_a_suspect_word_holds_the_comment_and_says_which_list_and_where(factories, insults):
    held = factories.comment("Only geese and gooses here.")
    assert (held.status, held.reason) == (Status.PENDING, HeldReason.LISTED_WORD)
    assert held.findings == [{"check": "listed_word", "start": 15, "end": 21, "rule": "Insults"}]
    assert factories.comment("Only ducks here.").status == Status.APPROVED


def test_a_banned_word_refuses_the_comment_with_the_reason_of_the_list(factories, ada, insults):
    change(factories, ada, insults, action="reject", reason="abuse")
    refused = factories.comment("You fool!")
    assert (refused.status, refused.reason, refused.visible) == (Status.REJECTED, "abuse", False)
    entry = factories.log()[-1]
    assert (entry.actor_type, entry.action, entry.to_state) == ("machine", "reject", "rejected")
    assert not refused.unreviewed and refused.urgent_at is None


def test_what_one_list_refuses_is_refused_though_every_comment_waits(factories, ada, insults):
    change(factories, ada, insults, action="reject", reason="abuse")
    assert factories.comment("You fool!", pre_moderate=True).status == Status.REJECTED


def test_a_name_on_a_list_is_as_good_as_the_text(factories, insults):
    held = factories.comment("Calm words.", by="Goose", name="Great Goose")
    assert held.reason == HeldReason.LISTED_WORD
    assert held.findings == [{"check": "listed_word", "rule": "Insults"}]


def test_an_edit_is_screened_as_well(factories, ada, insults):
    shown = factories.comment("You duck.")
    change(factories, ada, insults, action="reject", reason="abuse")
    text = comments.prepare_text("You fool.")
    factories.act(lambda: comments.edit(factories.context("Ann"), factories._row(shown), text, shown.version))
    edited = factories.reload(shown)
    assert (edited.status, edited.reason) == (Status.REJECTED, "abuse")


def test_a_list_that_is_changed_switched_off_or_deleted_holds_so_from_the_next_comment(factories, ada, insults):
    change(factories, ada, insults, text="duck")
    assert factories.comment("You fool.").status == Status.APPROVED
    assert factories.comment("You duck.").status == Status.PENDING
    change(factories, ada, insults, text="duck", active="")
    assert factories.comment("You duck.").status == Status.APPROVED
    change(factories, ada, insults, text="duck")
    assert factories.comment("You duck.").status == Status.PENDING
    factories.act(lambda: word_lists.remove(factories.context(), insults.public_id, ada))
    assert factories.comment("You duck.").status == Status.APPROVED


def test_the_log_tells_which_words_came_and_went(factories, ada, insults):
    assert last_note(factories) == {
        "words.name:Insults": ["", "Insults"],
        "words.action:Insults": ["", "hold"],
        "words.active:Insults": [False, True],
        "words.text:Insults": ["", "fool, goose"],
    }
    change(factories, ada, insults, text="goose\nduck", name="Birds")
    assert last_note(factories) == {
        "words.name:Birds": ["Insults", "Birds"],
        "words.text:Birds": ["fool", "duck"],
    }
    assert change(factories, ada, insults, text="goose\nduck", name="Birds") is None


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"name": ""}, "name", "empty"),
        ({"text": "# nothing"}, "text", "empty"),
        ({"text": "a b c d e f g"}, "text", "word_list_line"),
        ({"action": "burn"}, "action", "unknown_choice"),
        ({"text": "x" * 150_001}, "text", "too_long"),
    ],
)
def test_what_is_no_list_is_refused(changes, field, code):
    with pytest.raises(Invalid) as refused:
        draft(**changes)
    assert [(one.field, one.code) for one in refused.value.errors] == [(field, code)]


def test_names_are_taken_once_and_reasons_are_those_of_the_catalogue(factories, ada, insults):
    def add(**changes):
        return factories.act(lambda: word_lists.add(factories.context(), draft(**changes), ada))

    for changes, code in (
        ({"name": "insults"}, "list_name_taken"),
        ({"name": "Threats", "action": "reject"}, "unknown_reason"),
        ({"name": "Threats", "action": "reject", "reason": "weather"}, "unknown_reason"),
    ):
        with pytest.raises(Invalid) as refused:
            add(**changes)
        assert refused.value.errors[0].code == code


def test_nobody_saves_over_what_a_colleague_changed_meanwhile(factories, ada, insults):
    change(factories, ada, insults, text="duck")
    with pytest.raises(LostRace, match="word_list_changed"):
        change(factories, ada, insults, seen=1, text="swan")
    with pytest.raises(NotFound):
        factories.act(
            lambda: word_lists.change(factories.context(), "nosuch", draft(), ada, seen_version=1),
        )
