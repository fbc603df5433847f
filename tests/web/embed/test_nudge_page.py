"""Without JavaScript, too, a writer is asked once; and programs that fill in every field, or send at once, wait."""

import re

import pytest

LINKED = "See https://example.org/a now."


@pytest.fixture
def asked(plain, factories):
    factories.settings(nudge_writers=True)
    plain.post(LINKED)
    return plain


def test_the_words_are_marked_and_nothing_is_posted(asked, readers):
    assert asked.answer.status_code == 422
    assert "Please read it once more before it is posted." in asked.answer.text
    assert "Comments with a link are read by a moderator" in asked.answer.text
    assert "<mark>https://example.org/a</mark>" in asked.answer.text
    assert asked.form("/thread")["fields"]["text"] == LINKED
    assert "Post it as it is" in asked.answer.text
    assert "Comments (0)" in readers().thread().text


def test_it_is_posted_as_it_is_the_second_time(asked):
    asked.send("/thread")
    assert "A moderator will look at your comment" in asked.answer.text


def test_other_words_are_posted_at_once(asked, readers):
    asked.send("/thread", text="I have seen it.")
    assert "I have seen it." in readers().thread().text


def test_an_edit_is_asked_about_too(plain, factories):
    factories.settings(nudge_writers=True)
    plain.post("I have seen it.")
    plain.follow("Edit")
    plain.send("/edit", text=LINKED)
    assert plain.answer.status_code == 422 and "<mark>" in plain.answer.text
    plain.send("/edit")
    assert "Comments with a link are read by a moderator" in plain.answer.text


def test_what_a_reader_typed_stays_text_among_the_marks(plain, factories):
    factories.settings(nudge_writers=True)
    plain.post("<b>bold</b> https://example.org/a <script>x</script>")
    assert "&lt;b&gt;bold&lt;/b&gt; <mark>https://example.org/a</mark> &lt;script&gt;" in plain.answer.text


def test_the_field_that_nobody_sees_is_named_so_that_nothing_fills_it_in(plain):
    page = plain.thread().text
    (field,) = re.findall(r'<div class="sr" aria-hidden="true">.*?</div>', page)
    assert 'name="leave_empty"' in field and 'tabindex="-1"' in field and 'autocomplete="off"' in field
    plain.send("/thread", text="Cheap.", name="Bot", leave_empty="http://cheap.example")
    assert "as programs fill it in" in plain.answer.text


def test_a_form_sent_at_once_waits_but_not_one_that_is_shown_again(plain, factories, clock):
    factories.settings(trap_seconds=5)
    plain.post("At once.")
    assert "sooner than it can be typed" in plain.answer.text
    plain.thread()
    clock.pass_by(seconds=10)
    plain.send("/thread", text=" ", name="Ann")
    assert plain.answer.status_code == 422
    plain.send("/thread", text="A while later.")
    assert "Your comment has been posted." in plain.answer.text
