"""Reading and writing in a thread without JavaScript, on both databases."""

import json
import re

import pytest

from commentsvc.domain.moderation import Action
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.services import comments


def ids_in_list(html: str) -> list[str]:
    return re.findall(r'<article class="comment[^"]*" id="comment-(\w+)"', html)


def test_an_article_nobody_has_commented_on_invites_to_write(plain):
    answer = plain.thread()
    assert answer.status_code == 200
    assert "Comments (0)" in answer.text
    assert "Write the first comment for this!" in answer.text
    assert "Best" not in answer.text


def test_a_comment_is_posted_and_seen(plain, readers):
    plain.thread()
    answer = plain.send("/thread", follow=False, text="Hello *all*", name="Ann")
    assert answer.status_code == 303
    assert re.search(r"#comment-\w{16}$", answer.headers["Location"])
    plain.open(answer.headers["Location"].partition("#")[0])
    assert "Your comment has been posted." in plain.answer.text
    assert "Hello <em>all</em>" in plain.answer.text
    other = readers()
    assert "Comments (1)" in other.thread().text
    assert '<h1 class="title">Comments (1)</h1>' in other.answer.text
    assert '<a href="http://localhost:5001/bridge">Back to the article</a>' in other.answer.text


def test_the_name_is_remembered_and_may_be_changed(plain):
    plain.post("One.", name="Ann")
    assert plain.form("/thread")["fields"]["name"] == "Ann"
    plain.post("Two.", name="Anna")
    assert plain.form("/thread")["fields"]["name"] == "Anna"


def test_a_reply_stands_under_its_comment(plain, readers):
    plain.post("First.")
    other = readers()
    other.thread()
    other.follow("Reply to Ann")
    assert "First." in other.answer.text
    other.send("/reply", text="An answer.", name="Ben")
    assert re.search(r'<ol class="replies">.*An answer\.', other.answer.text, re.DOTALL)
    assert "Comments (2)" in other.answer.text


def test_a_held_comment_is_shown_to_its_author_with_the_reason(plain, readers):
    plain.post("See https://example.org/ now.")
    assert "A moderator will look at your comment before it appears." in plain.answer.text
    assert "Comments with a link are read by a moderator before they appear." in plain.answer.text
    assert plain.answer.text.count('href="https://example.org/"') == 1
    assert "example.org" not in readers().thread().text


def test_a_refused_comment_says_why_to_its_author(plain, factories, readers):
    plain.post("A remark.")
    comment = factories.act(lambda: comments.find(factories.context(), ids_in_list(plain.answer.text)[0]))
    factories.decide(comment, Action.REJECT)
    assert "A remark." in plain.thread().text
    assert "The moderators did not publish it." in plain.answer.text
    assert "Insult or attack on a person" in plain.answer.text
    assert "A remark." not in readers().thread().text


def test_votes_are_cast_changed_and_taken_back(readers, factories):
    factories.comment("Vote on me.", by="Ann")
    other = readers()
    other.thread()
    other.send("/vote", value="1")
    assert 'aria-pressed="true" aria-label="Good comment: 1 vote for"' in other.answer.text
    other.send("/vote", value="-1")
    assert "Poor comment: 1 vote against" in other.answer.text
    assert "0 votes for" in other.answer.text
    other.send("/vote", value="0")
    assert "0 votes against" in other.answer.text


def test_a_vote_that_others_do_not_see_is_shown_to_its_reader(readers, factories):
    factories.comment("Vote on me.", by="Ann")
    share = SiteSettings().guest_votes_per_network
    for _voter in range(share + 1):
        last = readers()
        last.thread()
        last.send("/vote", value="1")
    assert f'aria-pressed="true" aria-label="Good comment: {share + 1} votes for"' in last.thread().text
    assert f'aria-pressed="false" aria-label="Good comment: {share} votes for"' in readers().thread().text


def test_nobody_votes_on_their_own_comment(plain):
    plain.post("Mine.")
    assert not [form for form in plain.page.forms if form["action"].endswith("/vote")]


def test_a_vote_that_is_none_is_refused(plain, factories):
    factories.comment("Vote on me.")
    plain.thread()
    answer = plain.send("/vote", value="7")
    assert answer.status_code == 422
    assert "Vote on me." in answer.text


def test_a_flag_reaches_the_moderators_once(plain, factories):
    comment = factories.comment("Buy my book.", by="Ann")
    plain.thread()
    plain.follow("Flag the comment by Ann")
    assert plain.form("/flag")["choices"]["reason"][0] == "offensive"
    plain.send("/flag", reason="spam", remark="Advertising.")
    assert "The moderators have been told." in plain.answer.text
    assert "Flagged" in plain.answer.text
    assert factories.reload(comment).open_flags == 1


def test_a_flag_without_a_reason_keeps_the_remark(plain, factories):
    factories.comment("Buy my book.", by="Ann")
    plain.thread()
    plain.follow("Flag the comment by Ann")
    answer = plain.send("/flag", remark="Look at this <b>.")
    assert answer.status_code == 422
    assert plain.form("/flag")["fields"]["remark"] == "Look at this <b>."
    assert "Please choose one of the reasons." in answer.text


def test_orders_are_plain_links(plain, factories, clock):
    factories.comment("Older.", by="Ann")
    clock.pass_by(hours=1)
    factories.comment("Newer.", by="Ben")
    plain.thread()
    plain.follow("Newest")
    assert plain.answer.text.index("Newer.") < plain.answer.text.index("Older.")
    assert re.search(r'aria-current="true">Newest', plain.answer.text)
    plain.follow("Oldest")
    assert plain.answer.text.index("Older.") < plain.answer.text.index("Newer.")


@pytest.mark.parametrize("order", ["best", "oldest", "newest"])
def test_links_lead_to_every_comment_exactly_once(plain, factories, order):
    made = []
    for number in range(52):
        parent = made[number % 5] if number > 25 else None
        made.append(factories.comment(f"Number {number}.", by=f"Reader {number % 7}", parent=parent))
    for number in range(8):
        made.append(factories.comment(f"Deep {number}.", by="Ann", parent=made[30]))
    plain.thread(sort=order)
    seen, waiting, visited = [], [plain.answer], set()
    while waiting:
        plain.answer = waiting.pop()
        seen += ids_in_list(plain.answer.text)
        for one in plain.page.links:
            words = one["text"].strip()
            if words.startswith("Show ") and one["href"] not in visited:
                visited.add(one["href"])
                waiting.append(plain.client.get(one["href"]))
    assert len(seen) == 60
    assert sorted(seen) == sorted(one.public_id for one in made)


def test_a_branch_shows_its_comment_and_leads_back(plain, factories):
    root = factories.comment("The root.", by="Ann")
    for number in range(6):
        factories.comment(f"Reply {number}.", by="Ben", parent=root)
    plain.thread(sort="oldest")
    plain.follow("Show 3 more replies")
    assert "The root." in plain.answer.text
    assert [f"Reply {n}." in plain.answer.text for n in range(6)] == [False, False, False, True, True, True]
    plain.follow("Back to the whole discussion")
    assert "Reply 0." in plain.answer.text


def test_times_are_for_people_and_for_machines(plain, factories, clock):
    factories.comment("Long ago.")
    clock.pass_by(hours=2)
    assert '<time datetime="2026-03-02T09:00:00.000Z"' in plain.thread().text
    assert "2 hours ago" in plain.answer.text
    assert "2 години тому" in plain.thread(lang="uk").text
    assert '<html lang="uk" dir="ltr">' in plain.answer.text


def test_a_withdrawn_comment_with_replies_stays_as_a_tombstone(plain, factories):
    root = factories.comment("Regretted.", by="Ann")
    factories.comment("An answer.", by="Ben", parent=root)
    factories.withdraw(root)
    assert "Regretted." not in plain.thread().text
    assert "The author withdrew this comment." in plain.answer.text
    assert "An answer." in plain.answer.text


def test_one_s_own_comment_can_be_changed_and_withdrawn_for_a_while(plain, clock):
    plain.post("Teh bridge.")
    plain.follow("Edit")
    assert plain.form("/edit")["fields"]["text"] == "Teh bridge."
    plain.send("/edit", text="The bridge.")
    assert "Your comment has been changed." in plain.answer.text
    assert "The bridge." in plain.answer.text
    plain.follow("Withdraw")
    assert "This cannot be undone." in plain.answer.text
    plain.send("/withdraw")
    assert "Your comment has been withdrawn." in plain.answer.text
    assert "Comments (0)" in plain.answer.text
    plain.post("Too late to change.")
    edit = plain.link("Edit")
    plain.open(edit)
    clock.pass_by(minutes=16)
    answer = plain.send("/edit", text="Changed.")
    assert answer.status_code == 403
    assert plain.form("/edit")["fields"]["text"] == "Changed."


def test_another_reader_s_comment_cannot_be_changed(plain, readers, factories):
    comment = factories.comment("Hers.", by="Ann")
    plain.post("Mine.")
    for page in ("edit", "withdraw"):
        assert plain.open(f"/embed/daily/comments/{comment.public_id}/{page}").status_code == 403
        assert readers().open(f"/embed/daily/comments/{comment.public_id}/{page}").status_code == 401


def test_the_permalink_leads_into_the_article(plain, factories):
    comment = factories.comment("Here.", key="bridge")
    answer = plain.open(f"/embed/comments/{comment.public_id}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"http://localhost:5001/bridge#comment-{comment.public_id}"


def test_the_permalink_of_an_article_without_address_shows_the_comment_in_its_place(plain, app, site):
    plain.thread(key="bare", url="")
    plain.send("/thread", text="The root.", name="Ann")
    first = ids_in_list(plain.answer.text)[0]
    for number in range(25):
        plain.thread(key="bare", url="")
        plain.send("/thread", text=f"Other {number}.", name="Ann")
    answer = plain.open(f"/embed/comments/{first}")
    assert answer.headers["Location"] == f"/embed/daily/thread?key=bare&at={first}#comment-{first}"
    plain.open(f"/embed/daily/thread?key=bare&sort=newest&at={first}")
    assert f'<article class="comment lit" id="comment-{first}"' in plain.answer.text
    assert plain.page.ids.count(f"comment-{first}") == 1


def test_search_engines_read_the_discussion(plain, factories):
    root = factories.comment("Said </script><script>alert(1)</script> & more.", by="Ann")
    factories.comment("An answer.", by="Ben", parent=root)
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', plain.thread().text, re.DOTALL).group(1)
    assert "<" not in data
    document = json.loads(data)
    assert document["@type"] == "DiscussionForumPosting"
    assert document["commentCount"] == 2
    assert document["comment"][0]["text"] == "Said </script><script>alert(1)</script> & more."
    assert document["comment"][0]["comment"][0]["author"] == {"@type": "Person", "name": "Ben"}
    assert "noindex" not in plain.answer.text
