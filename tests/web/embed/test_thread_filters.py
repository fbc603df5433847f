"""Editors' picks, badges and filters on the page without JavaScript."""

import json
import re

import pytest

from commentsvc.services import moderation


@pytest.fixture
def discussion(factories):
    """A root by a guest, the newsroom's answer to it, and a pick among others."""
    factories.comment("An opinion", by="Ben", key="bridge")
    root = factories.comment("When was it built?", by="Ann")
    factories.speak(factories.staff("Olena Koval"), "In 1936.", parent=root)

    def pick():
        row = factories.named(root.public_id)
        moderation.feature(factories.context(), row, factories.actor, featured=True, seen_version=row.version)

    factories.act(pick)
    return root


def listed(html: str) -> list[str]:
    return re.findall(r'id="comment-(\w+)"', html)


def current(html: str) -> list[str]:
    return re.findall(r'class="filter"[^>]*aria-current="true">([^<]+)<', html)


def test_picks_stand_on_top_and_lead_to_their_place(plain, discussion):
    html = plain.thread(sort="oldest").text
    top = re.search(r'<section class="picks".*?</section>', html, re.DOTALL).group()
    assert "When was it built?" in top and "An opinion" not in top
    assert html.index('class="picks"') < html.rindex("An opinion")
    # Its place in the list is the one that an address can name.
    assert listed(html).count(discussion.public_id) == 1
    plain.follow("In the discussion")
    assert f'<article class="comment lit" id="comment-{discussion.public_id}"' in plain.answer.text


def test_a_pick_that_begins_the_list_is_not_shown_twice(plain, discussion):
    html = plain.thread(sort="newest").text
    assert listed(html)[0] == discussion.public_id
    assert 'class="picks"' not in html


def test_filters_are_links_and_the_one_at_hand_is_marked(plain, discussion):
    assert current(plain.thread().text) == ["All"]
    page = plain.follow("Editors’ picks").text
    assert current(page) == ["Editors’ picks"]
    assert listed(page) == [discussion.public_id] and 'class="picks"' not in page
    assert "noindex" in page
    page = plain.follow("Newsroom").text
    assert current(page) == ["Newsroom"] and "In 1936." in page and "An opinion" not in page
    assert re.search(r'class="to">to <bdi dir="auto">Ann</bdi>', page)
    assert len(listed(plain.follow("All").text)) == 3


def test_from_a_filter_one_goes_to_the_place_in_the_discussion(plain, discussion):
    plain.thread(filter="staff")
    plain.follow("The comment by Olena Koval in the discussion")
    assert current(plain.answer.text) == ["All"]
    assert "An opinion" in plain.answer.text
    assert 'class="comment lit"' in plain.answer.text


def test_a_comment_written_from_a_filter_is_seen_in_the_whole(plain, discussion):
    plain.thread(filter="staff")
    plain.send("/thread", text="A word of mine", name="Cleo")
    assert "A word of mine" in plain.answer.text and current(plain.answer.text) == ["All"]


def test_badges_stand_beside_the_names(plain, discussion):
    html = plain.thread(filter="staff").text
    assert '<span class="badge by-staff">Newsroom</span>' in html
    assert "by-new" not in html
    assert '<span class="badge by-new">New here</span>' in plain.thread(sort="newest").text


def test_filters_show_themselves_only_where_there_is_something(plain, factories):
    factories.comment("Alone")
    assert 'class="filters"' not in plain.thread().text
    page = plain.thread(filter="featured").text
    assert current(page) == ["Editors’ picks"] and "No comment has been picked here." in page
    assert "The newsroom has not written here." in plain.thread(filter="staff").text
    assert "Alone" in plain.thread(filter="friends").text


def test_a_filter_is_paged_by_links(plain, factories):
    factories.comment("Root")
    olena = factories.staff("Olena Koval")
    said = [factories.speak(olena, f"Number {number}").public_id for number in range(23)]
    first = listed(plain.thread(filter="staff").text)
    second = listed(plain.follow("Show more comments").text)
    assert first + second == said[::-1]
    assert current(plain.answer.text) == ["Newsroom"]


def test_structured_data_names_each_comment_once(plain, discussion):
    html = plain.thread(sort="oldest").text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL).group(1))
    assert [one["text"] for one in data["comment"]] == ["An opinion", "When was it built?"]
    assert [one["text"] for one in data["comment"][1]["comment"]] == ["In 1936."]


def test_a_guest_with_a_name_of_the_newsroom_is_told_and_keeps_the_text(plain, factories):
    factories.staff("Olena Koval")
    plain.thread()
    answer = plain.send("/thread", text="Believe me", name="Olena  Koval")
    assert answer.status_code == 422
    assert "This name belongs to the newsroom" in answer.text
    assert plain.form("/thread")["fields"]["text"] == "Believe me"
