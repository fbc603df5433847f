"""How the demo's readers report mistakes, and what its newsroom does about them: each act is a call of a service."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from commentsvc.demo.articles import Article
from commentsvc.demo.content import DemoReport, first_wording
from commentsvc.demo.newspaper import as_printed
from commentsvc.demo.notices import DemoNotice, Later
from commentsvc.domain.correction_states import ReportAction
from commentsvc.domain.moderation import Actor
from commentsvc.domain.selectors import Target, TextQuoteSelector
from commentsvc.services import corrections, publishing, report_places, report_states, report_work, threads
from commentsvc.services import notices as notice_service
from commentsvc.services.context import Context


class People(Protocol):
    """Who acts, and when: the demo's stage."""

    editor: Actor
    named: dict[str, Actor]
    people: dict[str, object]
    audience: list

    def context(self, ago: float, who: str = "", language: str = "en") -> Context:
        """Somebody's call, so many minutes ago."""

    def about(self, key: str) -> threads.ArticleHint:
        """What a reader's page says of an article."""


class Corrections:
    """The articles' wordings over time, the reports about them, and the notices."""

    def __init__(self, people: People, articles: dict[str, Article], printed_at: datetime):
        self._people = people
        self._articles = articles
        self._text = {key: as_printed(one, first_wording(one), printed_at) for key, one in articles.items()}
        self._reported: dict[tuple[str, str], object] = {}
        self._noticed: dict[tuple[str, str], object] = {}

    def publish(self, article: Article) -> None:
        """The newspaper says what the article is, as a publisher's server does with a signature."""
        word = {
            "url": self._people.about(article.key).url,
            "title": article.headline,
            "authors": [article.byline],
            "section": article.section,
            "text": self._text[article.key],
        }
        context = self._people.context(article.published_minutes_ago)
        publishing.publish(context, article.key, publishing.prepare(word))

    def mend(self, one: DemoReport, ago: float) -> None:
        """The newsroom puts the words right, and the newspaper's server says how the article reads now."""
        self._text[one.article_key] = text = one.mended(self._text[one.article_key])
        publishing.publish(self._people.context(ago), one.article_key, publishing.prepare({"text": text}))

    def report(self, one: DemoReport, ago: float) -> None:
        """A reader without a token reports a mistake."""
        language = self._articles[one.article_key].lang
        context = self._people.context(ago, f"report {one.article_key} {one.id}", language)
        new = corrections.prepare(
            self._target(one),
            one.kind,
            replacement=one.replacement,
            remark=one.remark,
            source_url=one.source_url,
            contact=one.contact,
            article_text=self._text[one.article_key],
        )
        row, _already = corrections.report(context, self._people.about(one.article_key), new)
        self._reported[one.article_key, one.id] = row

    def support(self, one: DemoReport, ago: float) -> None:
        """Readers of the audience found the same."""
        for number in range(one.supporters):
            context = self._people.context(ago, f"audience {number}")
            context.reader = self._people.audience[number]
            report_places.support(context, self._people.about(one.article_key), self._target(one))

    def decide(self, one: DemoReport, action: ReportAction, ago: float) -> None:
        """The editor decides about a report, or asks its reader."""
        row = self._reported[one.article_key, one.id]
        report_states.decide(
            self._people.context(ago),
            row,
            action,
            self._people.editor,
            seen_version=row.version,
            reason=one.reason,
            answer=one.answer,
        )

    def assign(self, one: DemoReport, ago: float) -> None:
        """The editor gives a report to a colleague."""
        row = self._reported[one.article_key, one.id]
        colleague = self._people.people[one.assignee]
        context = self._people.context(ago)
        report_work.assign(context, row, colleague, self._people.editor, seen_version=row.version)

    def write_notice(self, one: DemoNotice, ago: float) -> None:
        """A journalist writes a notice and hands it over; the editor publishes it, unless it ``waits``."""
        context, writer = self._people.context(ago), self._people.named[one.writer]
        article = threads.article(context, self._people.about(one.article_key))
        answered = tuple(self._reported[one.article_key, report] for report in one.reports)
        language = self._articles[one.article_key].lang
        notice, _entry = notice_service.draft(context, article.id, one.wording, writer, answered, language=language)
        notice_service.submit(context, notice, writer, seen_version=notice.version)
        if not one.waits:
            notice_service.publish(context, notice, self._people.editor, seen_version=notice.version)
        self._noticed[one.article_key, one.id] = notice

    def change_notice(self, one: DemoNotice, later: Later, ago: float) -> None:
        """The writer finds better words and the editor publishes them, or the editor withdraws the notice."""
        context, notice = self._people.context(ago), self._noticed[one.article_key, one.id]
        if later.reason:
            notice_service.withdraw(context, notice, later.reason, self._people.editor, seen_version=notice.version)
            return
        words = replace(one.wording, text=later.text)
        notice_service.change(context, notice, words, self._people.named[one.writer], seen_version=notice.version)
        notice_service.publish(context, notice, self._people.editor, seen_version=notice.version)

    def _target(self, one: DemoReport) -> Target:
        """The place in the wording that readers have at the moment."""
        start = self._text[one.article_key].index(f"{one.prefix}{one.quote}{one.suffix}") + len(one.prefix)
        quote = TextQuoteSelector(one.quote, one.prefix, one.suffix)
        return Target(quote, start, start + len(one.quote), one.scope)
