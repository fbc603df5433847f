"""Writing: what the service refuses, delays or decides otherwise is said, undone on the page, and costs no words."""

import re

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage, problem

COMMENTS = re.compile(r"/api/v1/comments/[^/]+$")
VOTES = "**/vote"
# The closed list of the contract, in its order, in a reader's words.
REASONS = [
    "Offensive language", "Attacks a person or a group", "Advertising or spam", "Has nothing to do with the article",
    "False or misleading", "Illegal", "Reveals private data", "I disagree with it", "Something else",
]  # fmt: skip


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def test_an_edit_that_another_tab_overtook_keeps_the_text_and_says_so(article):
    article.open().post("The fery is late.")
    other = ThreadPage(article.page.context.new_page(), article.service, article.key).open()
    for tab in (article, other):
        tab.menu("The fery", "Edit")
    boxes = [tab.thread.get_by_label("Edit your comment") for tab in (article, other)]
    boxes[1].fill("The ferry is late.")
    other.thread.get_by_role("button", name="Save").click()
    expect(other.comment("The ferry is late.")).to_be_visible()
    boxes[0].fill("The fery is very late.")
    with article.page.expect_response(COMMENTS) as refused:
        article.thread.get_by_role("button", name="Save").click()
    assert refused.value.status == 412
    expect(article.thread.get_by_text("The comment was changed meanwhile. Your text is still here")).to_be_visible()
    expect(boxes[0]).to_have_value("The fery is very late.")
    # Having been told, the reader may put these words in the place of the newer ones.
    article.thread.get_by_role("button", name="Save").click()
    expect(article.comment("The fery is very late.")).to_be_visible()
    other.open()
    expect(other.comment("The fery is very late.")).to_be_visible()


def test_earlier_words_are_kept_for_moderators(article, signed_in):
    article.open().post("Words that were regretted.")
    article.menu("Words that were", "Edit")
    article.thread.get_by_label("Edit your comment").fill("Words that stayed.")
    article.thread.get_by_role("button", name="Save").click()
    comment = article.comment("Words that stayed.")
    expect(comment.get_by_text("edited", exact=True)).to_be_visible()
    signed_in.goto(f"/desk/daily/comments/{comment.get_attribute('id').removeprefix('comment-')}")
    expect(signed_in.get_by_text("Words that stayed.").first).to_be_visible()
    expect(signed_in.get_by_text("Words that were regretted.")).to_have_count(1)


def test_a_vote_shows_at_once_and_is_taken_back_where_it_was_not_counted(article):
    article.posted("Somebody's words.")
    article.open()
    held = []
    article.page.route(
        VOTES, lambda route: route.fallback() if route.request.method == "OPTIONS" else held.append(route)
    )
    good = article.comment("Somebody's words.").get_by_role("button", name="Good comment")
    with article.page.expect_request(lambda one: one.url.endswith("/vote") and one.method == "PUT"):
        good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_text("1")
    held[0].fulfill(**problem(503, "unavailable", "The service is away."))
    expect(good).to_have_attribute("aria-pressed", "false")
    expect(good).to_have_text("")
    expect(article.comment("Somebody's words.").get_by_text("The service is away.")).to_be_visible()


def test_the_answer_corrects_the_number_that_was_shown(article, contexts):
    article.posted("Somebody's words.")
    article.open()
    good = article.comment("Somebody's words.").get_by_role("button", name="Good comment")
    other = ThreadPage(contexts.new().new_page(), article.service, article.key).open()
    with other.page.expect_response(lambda answer: answer.url.endswith("/vote") and answer.ok):
        other.comment("Somebody's words.").get_by_role("button", name="Good comment").click()
    expect(good).to_have_text("")
    good.click()
    expect(good).to_have_text("2")
    good.click()
    expect(good).to_have_attribute("aria-pressed", "false")
    expect(good).to_have_text("1")


def test_the_reasons_for_a_flag_are_a_closed_list_and_disagreement_stays_out_of_the_queue(article, signed_in):
    words = f"An opinion, {article.key}."
    comment = article.posted(words)["id"]
    article.open()
    article.menu(words, "Flag")
    dialog = article.thread.get_by_role("dialog")
    expect(dialog.get_by_role("radio")).to_have_count(len(REASONS))
    assert dialog.locator(".choices label").all_inner_texts() == REASONS
    dialog.get_by_label("I disagree with it").check()
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("status")).to_be_visible()
    signed_in.goto("/desk/daily/comments?queue=flagged&order=newest")
    expect(signed_in.get_by_role("heading").first).to_be_visible()
    expect(signed_in.locator("[data-card]", has_text=words)).to_have_count(0)
    # With another reason it is there.
    dialog.get_by_role("button", name="Close").click()
    other = article.page.request.post(f"{article.service.url}/api/v1/sites/daily/session", data={"name": "Cleo"}).json()
    article.page.request.put(
        f"{article.service.url}/api/v1/comments/{comment}/flag",
        data={"reason": "abusive"},
        headers={"Authorization": f"Bearer {other['token']}"},
    )
    signed_in.reload()
    expect(signed_in.locator("[data-card]", has_text=words)).to_have_count(1)


def write_in_a_tunnel(article, context):
    """Leaves a comment waiting for the connection."""
    article.open()
    article.write("Written in a tunnel.")
    context.set_offline(True)
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.get_by_text("You are offline.")).to_be_visible()


def test_what_was_written_offline_survives_leaving_and_is_sent_once(article, context, service):
    write_in_a_tunnel(article, context)
    expect(article.box).to_have_value("Written in a tunnel.")
    article.page.close()
    context.set_offline(False)
    later = ThreadPage(context.new_page(), service, article.key).open()
    later.count(1)
    expect(later.comment("Written in a tunnel.")).to_be_visible()
    expect(later.box).to_have_value("")
    later.open().count(1)
    expect(later.box).to_have_value("")


def test_who_leaves_while_a_waiting_comment_is_on_its_way_finds_it_sent_once(article, context, service):
    write_in_a_tunnel(article, context)
    article.page.route(re.compile(r"/comments$"), lambda route: None)
    context.set_offline(False)
    expect(article.thread.get_by_role("button", name="Sending")).to_be_visible()
    article.page.close()
    later = ThreadPage(context.new_page(), service, article.key).open()
    expect(later.comment("Written in a tunnel.")).to_be_visible()
    later.count(1)
    later.open().count(1)
    expect(later.box).to_have_value("")


def test_two_copies_of_one_thread_both_work_and_agree_after_a_reload(article):
    copy = f'<comment-thread site="daily" key="{article.key}" id="copy"></comment-thread>'
    article.thread = article.page.locator("comment-thread:not(#copy)")
    article.open(after=copy)
    second = article.page.locator("#copy")
    expect(second.get_by_role("heading", name="Comments (0)")).to_be_visible()
    article.post("Said above.")
    second.get_by_role("textbox").first.fill("Said below.")
    second.get_by_label("Your name").fill("Ann")
    second.get_by_role("button", name="Post comment").click()
    expect(second.locator(".body", has_text="Said below.")).to_be_visible()
    article.open(after=copy)
    for one in (article.thread, second):
        expect(one.get_by_role("heading", name="Comments (2)")).to_be_visible()
        expect(one.locator(".list > .item")).to_have_count(2)


def test_a_moved_and_merged_thread_keeps_its_votes_and_addresses(article, contexts, service):
    comment = article.posted("It moved along.")["id"]
    article.open()
    # The page shows the vote before the service has it, and is left next.
    with article.page.expect_response(lambda answer: answer.url.endswith("/vote") and answer.ok):
        article.comment("It moved").get_by_role("button", name="Good comment").click()
    expect(article.comment("It moved").locator(".tally")).to_have_text("1")
    with article.page.expect_response(lambda answer: "/me/thread" in answer.url and answer.ok):
        article.open()
    target = ThreadPage(contexts.new().new_page(), service)
    target.posted("It was there before.")
    service.run("thread", "move", "--site", "daily", article.key, f"{article.key}-b", "--url", f"{service.newspaper}/b")
    service.run("thread", "merge", "--site", "daily", f"{article.key}-b", target.key)
    # The page with the first key, the reader's own vote, and the address of the comment lead to the one thread.
    article.page.goto("about:blank")
    article.fragment = f"#comment-{comment}"
    article.open().count(2)
    expect(article.comment("It moved along.")).to_be_focused()
    expect(article.comment("It moved along.")).to_have_class(re.compile(r"\blit\b"))
    good = article.comment("It moved along.").get_by_role("button", name="Good comment")
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_text("1")
    target.open().count(2)
    expect(target.comment("It moved along.")).to_be_visible()
    answer = article.page.request.get(f"{service.url}/api/v1/comments/{comment}")
    assert answer.json()["thread"]["key"] == target.key
