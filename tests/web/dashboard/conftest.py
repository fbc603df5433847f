"""A desk with two newspapers, staff of every role, held and flagged comments and correction reports, and a clock."""

import re
from datetime import datetime

import pytest
from argon2 import PasswordHasher
from flask_security.utils import get_hmac
from passlib.totp import TOTP
from sqlalchemy import event, select, update

from commentsvc.db import db, unit_of_work
from commentsvc.domain.selectors import Target, TextQuoteSelector
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.models.outbox import OutboxEvent
from commentsvc.models.reader import Reader
from commentsvc.models.staff import StaffSession, StaffUser
from commentsvc.services import accounts, comments, corrections, flags, sites, staff, threads
from commentsvc.services.context import Context
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import runtime
from tests.clock import START

PASSWORD = "a lantern in the window"
STAFF = {
    "olena": "moderator",
    "bohdan": "moderator",
    "edita": "editor",
    "jorge": "journalist",
    "vera": "viewer",
    "ada": "administrator",
}
ARTICLE = "It was closed in 1978 after the flood. Nobody missed it."
_SECRET = re.compile(r"data-secret>([A-Z2-7-]+)<")
_RECOVERY = re.compile(r"<code>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</code>")
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class Newsroom:
    """The service with its rows, and browsers of its staff."""

    def __init__(self, app, clock):
        self.app, self.clock = app, clock

    def context(self, slug: str = "daily") -> Context:
        return Context(site=sites.get(slug), now=self.clock.now(), keys=runtime().keys, whence=lambda: "somewhere")

    def stranger(self):
        return self.app.test_client()

    def browser(self, name: str = "olena"):
        client = self.stranger()
        answer = self.sign_in(client, f"{name}@daily.example")
        assert answer.status_code == 303, answer.text
        return client

    def sign_in(self, client, email: str, password: str = PASSWORD, target: str = "/desk/sign-in"):
        return client.post(target, data={"csrf_token": self.token(client), "email": email, "password": password})

    def token(self, client, page: str = "/desk/sign-in") -> str:
        answer = client.get(page, follow_redirects=True)
        return _CSRF.search(answer.text).group(1)

    def act(self, client, kind: str, public_id: str, action: str, **form):
        """Press a button of a card as the plain form does, with the version that is current unless told otherwise."""
        form.setdefault("version", self.row(kind, public_id).version)
        url = f"/desk/daily/{kind}s/{public_id}/actions"
        return client.post(url, data={"csrf_token": self.token(client, "/desk/daily/"), "action": action, **form})

    def send(self, client, url: str, /, **form):
        accept = form.pop("accept", "text/html")
        data = {"csrf_token": self.token(client, "/desk/daily/"), **form}
        return client.post(url, data=data, headers={"Accept": accept})

    def post(self, source: str, name: str = "Marta", key: str = "bridge", slug: str = "daily", parent=None) -> str:
        with self.app.test_request_context("/"), unit_of_work():
            about = threads.ArticleHint(key, f"http://{slug}.example/{key}", f"The story of the {key}")
            new = comments.NewComment(comments.prepare_text(source), name, parent)
            return comments.post(self.context(slug), about, new)[0].public_id

    def post_as(self, written: str, source: str, key: str = "bridge") -> str:
        """Another comment by the reader who wrote one."""
        with self.app.test_request_context("/"), unit_of_work():
            context = self.context()
            context.reader = db.session.get(Reader, comments.find(context, written).reader_id)
            new = comments.NewComment(comments.prepare_text(source))
            return comments.post(context, threads.ArticleHint(key), new)[0].public_id

    def edit(self, public_id: str, source: str) -> None:
        with self.app.test_request_context("/"), unit_of_work():
            context = self.context()
            row = comments.find(context, public_id)
            context.reader = db.session.get(Reader, row.reader_id)
            comments.edit(context, row, comments.prepare_text(source), row.version)

    def grant(self, name: str, slug: str, role: str, sections=()) -> None:
        with self.app.test_request_context("/"), unit_of_work():
            staff.grant(staff.find(f"{name}@daily.example"), sites.get(slug), role, sections)

    def change_settings(self, slug: str = "daily", **changes) -> None:
        with self.app.test_request_context("/"), unit_of_work():
            sites.change_settings(sites.get(slug), changes)

    def flag(self, public_id: str, *reasons: str, remark: str = "") -> None:
        for reason in reasons:
            with self.app.test_request_context("/"), unit_of_work():
                context = self.context()
                accounts.open_guest(context, "Flagger")
                flags.flag(context, comments.find(context, public_id), reason, remark)

    def report(self, replacement: str = "1987", slug: str = "daily", network: str = "n1", **more) -> str:
        start = ARTICLE.index("1978")
        quote = TextQuoteSelector("1978", ARTICLE[:start], ARTICLE[start + 4 :])
        with self.app.test_request_context("/"), unit_of_work():
            context = self.context(slug)
            context.network = network
            about = threads.ArticleHint("bridge", f"http://{slug}.example/bridge", "The bridge")
            new = corrections.prepare(Target(quote), "wrong_fact", replacement, article_text=ARTICLE, **more)
            return corrections.report(context, about, new)[0].public_id

    def row(self, kind: str, public_id: str):
        model = {"comment": Comment, "report": CorrectionReport}[kind]
        with self.app.app_context():
            row = db.session.scalar(select(model).where(model.public_id == public_id))
            db.session.remove()
            return row

    def person(self, name: str) -> StaffUser:
        with self.app.app_context():
            return staff.find(f"{name}@daily.example")

    def step_up(self, client, url: str, proof: str = PASSWORD, **form):
        """Send a form that asks for a proof, and give it: the form's page, then what the proof leads to."""
        asked = self.send(client, url, **form)
        assert asked.status_code == 403, asked.text
        return asked, self.send(client, url, proof=proof, **form)

    def secure(self, client) -> tuple[str, list[str]]:
        """Set up the second factor of a browser's person; its secret, and the recovery codes."""
        base = "/desk/account/second-factor"
        page = self.token_page(client, base)
        client.post(f"{base}/start", data={"csrf_token": page[0]})
        token, text = self.token_page(client, base)
        secret = _SECRET.search(text).group(1)
        answer = client.post(f"{base}/confirm", data={"csrf_token": token, "code": self.code(secret)})
        assert answer.status_code == 200, answer.text
        return secret, _RECOVERY.findall(answer.text)

    def token_page(self, client, url: str) -> tuple[str, str]:
        text = client.get(url).text
        return _CSRF.search(text).group(1), text

    def code(self, secret: str) -> str:
        """What an authenticator app shows at this moment of the clock."""
        return TOTP(key=secret, format="base32").generate(time=self.clock.now()).token

    def expire_proofs(self) -> None:
        """As if everybody had proved long ago who they are."""
        with self.app.test_request_context("/"), unit_of_work():
            db.session.execute(update(StaffSession).values(proved_at=None))

    def log(self) -> list[LogEntry]:
        with self.app.app_context():
            return list(db.session.scalars(select(LogEntry).order_by(LogEntry.id)))

    def queries(self, client, url: str) -> int:
        """How many statements a page takes."""
        seen = []
        with self.app.app_context():
            engine = db.engine
        count = lambda *event_arguments: seen.append(event_arguments[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", count)
        try:
            assert client.get(url).status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    def last_seen(self) -> datetime:
        with self.app.app_context():
            return db.session.scalar(select(StaffSession.seen_at).order_by(StaffSession.id.desc()))

    def events(self) -> list[OutboxEvent]:
        with self.app.app_context():
            return list(db.session.scalars(select(OutboxEvent).order_by(OutboxEvent.id)))


def _hire(site, name: str, role: str, hashed: str) -> None:
    user = staff.create(f"{name}@daily.example", hashed, name.capitalize(), START)
    staff.grant(user, site, role)


def _found(app) -> None:
    """Two newspapers and their people."""
    with app.test_request_context("/"), unit_of_work():
        daily = sites.create("daily", "The Daily Lantern", ["http://daily.example"], START)
        other = sites.create("other", "The Other Paper", ["http://other.example"], START)
        # The real cost of a hash is for attackers; here it would only be waited for, a hundred times.
        hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(get_hmac(PASSWORD))
        for name, role in STAFF.items():
            _hire(daily, name, role, hashed)
        _hire(other, "xenia", "administrator", hashed)
        staff.create("nobody@daily.example", hashed, "Nobody", START)


@pytest.fixture
def newsroom(make_app, database_url, clock):
    app = make_app(database_url)
    _found(app)
    return Newsroom(app, clock)


@pytest.fixture
def limited_newsroom(make_app, database_url, clock):
    app = make_app(database_url, ratelimit_enabled="true")
    _found(app)
    yield Newsroom(app, clock)
    limiter.reset()


@pytest.fixture
def mailing_newsroom(make_app, database_url, clock, tmp_path):
    """One whose mails are kept in a folder."""
    app = make_app(database_url, mail_folder_max="100", data_dir=str(tmp_path))
    _found(app)
    return Newsroom(app, clock)
