"""The newsroom speaks from the desk: at once public, under a person's name, known to the log, and undone."""

import pytest

from commentsvc.domain.errors import Forbidden, Invalid, LostRace
from commentsvc.domain.filters import Filter
from commentsvc.domain.moderation import Action, Status
from commentsvc.queries import filtered
from commentsvc.services import moderation, sites, verification


def test_an_answer_is_public_at_once_whatever_readers_have_to_wait_for(app, factories):
    comment = factories.comment(by="Ann")
    olena = factories.staff("Olena Koval")
    said = factories.speak(olena, "See https://daily.example/rules", parent=comment, pre_moderate=True)
    assert (said.status, said.author_name, said.parent_id) == (Status.APPROVED, "Olena Koval", comment.id)
    assert factories.thread_of(comment).comment_count == 2
    with app.app_context():
        (node,) = filtered.page(comment.thread_id, Filter.STAFF, 5).nodes
        assert node.row.public_id == said.public_id


def test_the_log_knows_who_wrote_and_undoing_takes_the_words_back(factories):
    comment = factories.comment()
    olena = factories.staff("Olena Koval")
    said = factories.speak(olena, parent=comment)
    entry = factories.log()[-1]
    assert (entry.action, entry.actor_type, entry.actor_id) == (Action.POST, "staff", olena.id)
    assert (entry.subject_id, entry.to_state) == (said.id, "approved")
    factories.undo(entry)
    row = factories.reload(said)
    assert row.withdrawn_at is not None and not row.visible
    assert factories.thread_of(comment).comment_count == 1
    assert factories.log()[-1].to_state == "withdrawn"
    with pytest.raises(LostRace):
        factories.undo(entry)
    assert factories.act(lambda: list(verification.check_log(sites.get("daily").id))) == []
    assert factories.act(verification.check_thread, comment.thread_id) == []


def test_a_person_is_one_reader_and_goes_by_the_present_name(factories):
    comment = factories.comment()
    olena = factories.staff("Olena Koval")
    first = factories.speak(olena, parent=comment)
    factories.rename_staff(olena, "Olena Lys")
    second = factories.speak(olena, parent=comment)
    assert first.reader_id == second.reader_id
    assert (first.author_name, second.author_name) == ("Olena Koval", "Olena Lys")


def test_who_has_no_name_speaks_in_the_newspapers(factories):
    factories.comment()
    assert factories.speak(factories.staff("")).author_name == "The daily"


def test_a_form_sent_twice_speaks_once(factories):
    comment = factories.comment()
    olena = factories.staff("Olena Koval")
    first = factories.speak(olena, parent=comment, once="form 1")
    again = factories.speak(olena, parent=comment, once="form 1")
    other = factories.speak(olena, parent=comment, once="form 2")
    assert first.public_id == again.public_id != other.public_id


def test_a_locked_thread_takes_the_newsrooms_word_and_a_closed_one_does_not(factories):
    comment = factories.comment()
    olena = factories.staff("Olena Koval")
    factories.lock()
    assert factories.speak(olena).parent_id is None
    factories.act(lambda: setattr(factories.thread_row(comment), "closed", True))
    with pytest.raises(Forbidden):
        factories.speak(olena)


def test_what_is_not_public_cannot_be_answered(factories):
    held = factories.held()
    with pytest.raises(Invalid):
        factories.speak(factories.staff("Olena Koval"), parent=held)


def test_flags_call_a_moderator_but_do_not_take_the_newsrooms_word_away(factories):
    comment = factories.comment()
    said = factories.speak(factories.staff("Olena Koval"), parent=comment)
    for name in ("Ben", "Cleo", "Dan", "Eve"):
        factories.flag(said, by=name)
    row = factories.reload(said)
    assert (row.status, row.open_flags) == (Status.APPROVED, 4)


def test_a_pick_of_the_newsrooms_own_is_in_both_filters(app, factories):
    comment = factories.comment()
    said = factories.speak(factories.staff("Olena Koval"), parent=comment)

    def pick():
        row = factories.named(said.public_id)
        moderation.feature(factories.context(), row, factories.actor, featured=True, seen_version=row.version)

    factories.act(pick)
    with app.app_context():
        for chosen in Filter:
            assert [node.row.id for node in filtered.page(comment.thread_id, chosen, 5).nodes] == [said.id]
