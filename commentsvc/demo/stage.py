"""Where the demo's readers and newsroom act: each act is a call of a service at its own moment."""

from dataclasses import replace
from datetime import datetime, timedelta

from commentsvc.demo.appeals import DemoAppeal
from commentsvc.demo.articles import Article, articles
from commentsvc.demo.content import DemoComment
from commentsvc.demo.corrections import Corrections
from commentsvc.demo.readers import DemoSanction
from commentsvc.domain.appeals import AppealAction
from commentsvc.domain.keys import Keys
from commentsvc.domain.limits import NEW_READER_DAYS
from commentsvc.domain.moderation import Action, Actor, HeldReason
from commentsvc.queries import statements as stated
from commentsvc.services import (
    accounts,
    appeals,
    flags,
    moderation,
    newsroom,
    reader_notes,
    sanctions,
    standing,
    statements,
    threads,
    votes,
)
from commentsvc.services import comments as comment_service
from commentsvc.services.context import Context

# Readers who only vote. Each sits in a network of their own, so that all of their votes weigh.
AUDIENCE = 64
# The demo's authors may take a comment back long after the usual window.
UNHURRIED_MINUTES = 24 * 60
# Most of its readers the paper has known for longer than they would count as new.
ACQUAINTANCE_MINUTES = 2 * NEW_READER_DAYS * 24 * 60
MODERATOR, EDITOR, ADMINISTRATOR = "Olha Moroz", "Taras Hnatiuk", "Iryna Sova"


class Stage:
    """The site, its readers and its newsroom; ``loaded_at`` is the moment from which all ages are counted."""

    def __init__(self, site, keys: Keys, loaded_at: datetime, newspaper: str, people: dict[str, object]):
        self._site, self._keys, self._loaded_at = site, keys, loaded_at
        self._newspaper = newspaper
        self.people = people
        self.named = {name: Actor("staff", person.id) for name, person in people.items()}
        self.editor = self.named[EDITOR]
        self._articles: dict[str, Article] = {article.key: article for article in articles()}
        self._authors: dict[str, object] = {}
        self._posted: dict[tuple[str, str], object] = {}
        self.audience = [self._guest(number) for number in range(AUDIENCE)]
        self.corrections = Corrections(self, self._articles, loaded_at)
        for article in self._articles.values():
            self.corrections.publish(article)

    def post(self, one: DemoComment, ago: float) -> None:
        """An author posts: one of the newsroom at the desk, or a guest of that name."""
        context = self.context(ago, one.author, self._articles[one.article_key].lang)
        if one.staff:
            self._speak(context, one)
            return
        if one.author not in self._authors and not one.newcomer:
            self._authors[one.author] = self._known_reader(one.author, ago)
        context.reader = self._authors.get(one.author)
        if one.reason is HeldReason.PRE_MODERATION:
            context.settings = replace(context.settings, pre_moderate=True)
        parent = self._posted[one.article_key, one.parent].public_id if one.parent else None
        text = comment_service.prepare_text(one.source)
        name = comment_service.prepare_name(one.author)
        new = comment_service.NewComment(text, name, parent)
        comment, _token = comment_service.post(context, self.about(one.article_key), new)
        self._authors[one.author] = context.reader
        self._posted[one.article_key, one.id] = comment

    def _speak(self, context: Context, one: DemoComment) -> None:
        thread = threads.open_for_writing(context, self.about(one.article_key))
        parent = self._posted[one.article_key, one.parent].public_id if one.parent else None
        text = comment_service.prepare_text(one.source)
        said = newsroom.speak(context, thread, text, self.named[one.author], parent=parent)
        self._posted[one.article_key, one.id] = said.comment

    def posted(self, article_key: str, comment: str):
        """A comment that was posted, by the names of the files."""
        return self._posted[article_key, comment]

    def vote(self, one: DemoComment, ago: float) -> None:
        """The first readers of the audience vote up, those after them down."""
        comment = self._posted[one.article_key, one.id]
        for number in range(one.ups + one.downs):
            context = self.context(ago, f"audience {number}")
            context.reader = self.audience[number]
            votes.vote(context, comment, 1 if number < one.ups else -1)

    def flag(self, one: DemoComment, ago: float) -> None:
        """Readers of the audience flag, one for each reason."""
        comment = self._posted[one.article_key, one.id]
        for number, reason in enumerate(one.flags):
            context = self.context(ago, f"audience {number}")
            context.reader = self.audience[number]
            flags.flag(context, comment, reason)

    def decide(self, one: DemoComment, action: Action, ago: float) -> None:
        """The moderator decides."""
        comment = self._posted[one.article_key, one.id]
        reason = one.reason if action is Action.REJECT else None
        moderation.decide(
            self.context(ago),
            comment,
            action,
            self.named[MODERATOR],
            seen_version=comment.version,
            reason=reason,
            note=one.remark,
        )

    def feature(self, one: DemoComment, ago: float) -> None:
        """The moderator picks a comment."""
        comment = self._posted[one.article_key, one.id]
        actor = self.named[MODERATOR]
        moderation.feature(self.context(ago), comment, actor, featured=True, seen_version=comment.version)

    def sanction(self, one: DemoSanction, ago: float) -> None:
        """The moderator decides about the author of a comment, and leaves a note."""
        context, comment = self.context(ago), self._posted[one.article_key, one.comment]
        author = self._authors[comment.author_name]
        new = sanctions.NewSanction(one.kind, one.reason, one.words, one.days)
        sanctions.give(context, author, new, self.named[MODERATOR], comment)
        reader_notes.add(context, author, one.note, self.named[MODERATOR])

    def withdraw(self, one: DemoComment, ago: float) -> None:
        """The author takes a comment back."""
        context = self.context(ago, one.author)
        context.reader = self._authors[one.author]
        context.settings = replace(context.settings, edit_minutes=UNHURRIED_MINUTES)
        comment_service.withdraw(context, self._posted[one.article_key, one.id])

    def appeal(self, one: DemoAppeal, ago: float) -> None:
        """The author of a comment appeals against what was decided."""
        context = self.context(ago)
        appeals.file(context, self._statement(context, one), one.words)

    def answer_appeal(self, one: DemoAppeal, ago: float) -> None:
        """The administrator looks at it again, and the decision stays."""
        context = self.context(ago)
        row = appeals.of_statement(self._statement(context, one))
        actor = self.named[ADMINISTRATOR]
        appeals.decide(context, row, AppealAction.UPHOLD, actor, one.answer, seen_version=row.version)

    def _statement(self, context: Context, one: DemoAppeal):
        comment = self._posted[one.article_key, one.comment]
        author = self._authors[comment.author_name]
        if one.suspended:
            found = stated.of_sanctions(row.id for row in standing.in_force(author, context.now))
        else:
            found = stated.of_comments([comment.id])
        return statements.find(context, next(iter(found.values()))[0])

    def _known_reader(self, name: str, ago: float):
        context = self.context(ago + ACQUAINTANCE_MINUTES, name)
        accounts.open_guest(context, comment_service.prepare_name(name))
        return context.reader

    def _guest(self, number: int):
        context = self.context(0, f"audience {number}")
        accounts.open_guest(context)
        return context.reader

    def context(self, ago: float, who: str = "", language: str = "en") -> Context:
        """A call that somebody, or nobody in particular, makes so many minutes before the demo is loaded."""
        now = self._loaded_at - timedelta(minutes=ago)
        network = self._keys.blind("demo network", self._site.slug, who)[:20]
        return Context(site=self._site, now=now, keys=self._keys, whence=lambda: network, speaks=lambda: language)

    def about(self, key: str) -> threads.ArticleHint:
        """What a reader's page says of an article."""
        article = self._articles[key]
        return threads.hint(self._site, key, self._address(article), article.headline)

    def _address(self, article: Article) -> str:
        return f"{self._newspaper}/{article.slug}"
