"""What the demo's readers wrote fits the articles, the limits and itself."""

from collections import Counter

import pytest

from commentsvc.demo.articles import articles, editions
from commentsvc.demo.content import CONTEXT_CHARS, comments, first_wording, reports
from commentsvc.demo.notices import notices
from commentsvc.domain import limits
from commentsvc.domain.correction_states import Kind, State
from commentsvc.domain.moderation import HeldReason, Status

ARTICLES = {article.key: article for article in articles()}
every_report = pytest.mark.parametrize("report", reports(), ids=lambda report: f"{report.article_key}-{report.id}")


def depth_of(comment, by_id):
    depth = 0
    while comment.parent is not None:
        comment = by_id[comment.article_key, comment.parent]
        depth += 1
    return depth


def wording_at(report, minutes_ago):
    """The article's text at a moment: whatever was put right before it reads as it does now."""
    text = first_wording(ARTICLES[report.article_key])
    for one in reports():
        mended = one.mended_minutes_ago
        if one.article_key == report.article_key and mended is not None and mended >= minutes_ago:
            text = one.mended(text)
    return text


@every_report
def test_a_quote_stands_once_in_the_article_its_reader_saw(report):
    seen = wording_at(report, report.minutes_ago)
    assert seen.count(report.quote) == seen.count(report.prefix + report.quote + report.suffix) == 1


@every_report
def test_a_mended_place_reads_as_the_reader_proposed_and_any_other_does_not(report):
    text = ARTICLES[report.article_key].text
    mended = report.mended_minutes_ago is not None
    assert (report.quote not in text) == mended
    assert wording_at(report, 0) == text
    if mended:
        assert report.mended_minutes_ago < report.minutes_ago
        assert report.prefix + report.replacement + report.suffix in text


@every_report
def test_a_report_keeps_the_limits(report):
    assert 0 < len(report.quote) <= limits.QUOTE_MAX_CHARS
    assert max(len(report.prefix), len(report.suffix)) <= CONTEXT_CHARS <= limits.CONTEXT_MAX_CHARS
    assert len(report.replacement) <= limits.REPLACEMENT_MAX_CHARS
    assert len(report.remark) <= limits.REMARK_MAX_CHARS
    assert report.minutes_ago < ARTICLES[report.article_key].published_minutes_ago


def test_reports_show_every_state_that_a_newsroom_meets_first():
    states = Counter(report.state for report in reports())
    assert set(State) - {State.FIXED_WITH_NOTICE, State.SPAM, State.WITHDRAWN} == set(states)
    assert states.most_common(1)[0][0] is State.NEW
    assert {report.kind for report in reports()} >= {Kind.TYPO, Kind.WRONG_FACT, Kind.NAME_OR_NUMBER, Kind.ABOUT_ME}
    assert all(report.reason and report.answer for report in reports() if report.state is State.DECLINED)
    assert all(report.answer for report in reports() if report.state is State.NEEDS_INFORMATION)
    assert any(report.contact for report in reports()) and any(report.supporters for report in reports())
    looks_fixed = [one for one in reports() if one.state is State.NEW and one.mended_minutes_ago is not None]
    assert {one.article_key for one in looks_fixed} == {"article-17", "article-19"}


def test_notices_show_a_life_from_the_writing_to_the_withdrawal():
    later = [then for one in notices() for then in one.later]
    assert any(then.reason for then in later) and any(then.text for then in later)
    assert any(one.waits for one in notices())
    assert len({one.wording.kind for one in notices()}) >= 4
    assert {one.article_key for one in notices()} == set(ARTICLES) - {"article-20"}
    assert {one.writer for one in notices()} == {article.byline for article in articles()[:3]}
    for one in notices():
        answered = [
            report for report in reports() if report.article_key == one.article_key and report.id in one.reports
        ]
        assert all((report.state is State.PUBLISHED) != one.waits for report in answered)
        assert all(report.mended_minutes_ago > one.minutes_ago for report in answered if not one.waits)


def test_two_readers_report_the_same_place():
    [second] = [report for report in reports() if report.repeats]
    [first] = [one for one in reports() if (one.article_key, one.id) == (second.article_key, second.repeats)]
    assert (first.quote, first.prefix, first.state) == (second.quote, second.prefix, second.state)
    assert first.minutes_ago > second.minutes_ago


def test_every_commented_article_has_reports_and_the_brief_has_neither():
    commented = {comment.article_key for comment in comments()}
    assert commented == {report.article_key for report in reports()} == set(ARTICLES) - {"article-20"}


def test_the_threads_are_lively_and_nested():
    by_id = {(comment.article_key, comment.id): comment for comment in comments()}
    assert len(by_id) == len(comments())
    numbers = Counter(comment.article_key for comment in comments())
    assert numbers["article-17"] >= 38
    assert numbers["article-18"] >= 15
    assert numbers["article-19"] >= 8
    assert max(depth_of(comment, by_id) for comment in comments()) == 4
    assert min(comment.minutes_ago for comment in comments()) <= 5
    assert max(comment.ups for comment in comments()) >= 40


def test_every_fate_of_a_comment_is_shown():
    statuses = Counter(comment.status for comment in comments())
    assert statuses[Status.REJECTED] == statuses[Status.SPAM] == 1
    usual = {HeldReason.PRE_MODERATION, HeldReason.LINK, HeldReason.FLAGGED}
    assert {comment.reason for comment in comments() if comment.status is Status.PENDING} >= usual
    picks = Counter(comment.article_key for comment in comments() if comment.featured)
    assert set(picks) == set(ARTICLES) - {"article-20"} and picks["article-17"] == 3
    assert all(comment.remark for comment in comments() if comment.status is Status.REJECTED)
    [withdrawn] = [comment for comment in comments() if comment.withdrawn]
    assert [comment for comment in comments() if comment.parent == withdrawn.id]


def test_the_newsroom_and_the_articles_author_answer_under_every_story():
    for article in articles()[:3]:
        writers = {comment.author for comment in comments() if comment.article_key == article.key and comment.staff}
        assert article.byline in writers
    assert sum(comment.newcomer for comment in comments()) == 3


def test_only_public_comments_have_replies():
    by_id = {(comment.article_key, comment.id): comment for comment in comments()}
    for comment in comments():
        if comment.parent is not None:
            assert by_id[comment.article_key, comment.parent].status is Status.APPROVED


def test_a_comment_held_for_flags_has_three_of_them():
    for comment in comments():
        assert (len(comment.flags) == 3) == (comment.reason is HeldReason.FLAGGED)


def test_comments_keep_the_limits_and_link_only_to_example_domains():
    for comment in comments():
        assert 0 < len(comment.author) <= limits.NAME_MAX_CHARS
        assert 0 < len(comment.source) <= limits.SOURCE_MAX_CHARS
        for word in comment.source.split("https://")[1:]:
            assert word.split("/")[0].endswith(("example.org", "example.com"))


@pytest.mark.parametrize("article", articles()[:3], ids=lambda article: article.key)
def test_a_story_has_the_length_and_the_parts_of_a_real_one(article):
    assert 450 <= len(article.text.split()) <= 900
    assert {block.kind for block in article.blocks} == {"p", "h2", "quote", "list", "table", "note"}
    assert article.lang in editions()
