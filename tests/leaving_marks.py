"""A person who leaves a mark of their own by every way of writing there is, as a browser would over HTTP."""

import email
import re
from email.policy import default
from pathlib import Path

from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.correction_states import DeclineReason, ReportAction
from commentsvc.domain.moderation import Action, Actor
from commentsvc.domain.sign_on_keys import Algorithm
from commentsvc.jobs import dispatch
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.reader import Reader
from commentsvc.services import reader_notes, report_states, sanctions, sign_on_keys, sites
from tests.api import Api
from tests.factories import STAFF, Factories
from tests.jobs.hooks import Hooks
from tests.jobs.readers import Accounts
from tests.signing import ISSUER, Signer
from tests.traces import Traces

# What a browser sends with every request, and nobody keeps.
NEVER_KEPT = {"browser", "network", "subject"}
# What is kept sealed: in plain words it stands in the mails that were sent, and nowhere else.
SEALED = {"address", "contact", "telephone"}
# The reader's own words, which stay where only the name is taken off.
TEXTS = {"comment", "edited", "reply", "held", "withdrawn", "replacement", "source", "quote"}
NETWORK = "203.0.113.77"


class Marked:
    """One person at one site; `marks` says which mark stands for what."""

    def __init__(self, app, factories: Factories):
        self.app, self.factories = app, factories
        self.marks = {"network": NETWORK}
        self.client = app.test_client()
        self.client.environ_base |= {
            "REMOTE_ADDR": NETWORK,
            "HTTP_USER_AGENT": f"Mozilla/5.0 (Windows NT 10.0) Firefox/140.0 {self.mark('browser')}",
        }
        self.caller = Api(self.client, factories.slug)
        self.comments: list[str] = []

    def mark(self, what: str) -> str:
        """A word like no other, in letters that nothing changes."""
        return self.marks.setdefault(what, f"qz{what.replace(' ', '')}zq")

    def come_as_guest(self) -> None:
        self.caller = self.caller.reader(self.mark("guest"))
        self._post("guest text")

    def sign_in_by_mail(self) -> None:
        """The guest asks for a link, confirms the page behind it, and collects the account's token."""
        asked = {"email": f"{self.mark('address')}@example.org", "name": self.mark("name")}
        secret = self._call("POST", "/sites/daily/sign-in", asked, 202)["secret"]
        dispatch.run_due(self.app)
        (mail,) = [one for one in self.mails() if "/sign-in/" in one]
        path = re.search(r"http://[^/]+(/sign-in/\S+)", mail)[1]
        form = re.search(r'name="form" value="([^"]+)"', self.client.get(path).text)[1]
        assert self.client.post(path, data={"form": form}).status_code == 303
        self._become(self._call("POST", "/sites/daily/sign-in/collect", {"secret": secret}))

    def sign_on(self, signer: Signer) -> None:
        """The publisher says who the guest is."""
        token = signer.token(name=self.mark("name"), sub=self.mark("subject"))
        self._become(self._call("POST", "/sites/daily/session/sign-on", {"token": token}, 201))

    def _become(self, answer: dict) -> None:
        self.caller = Api(self.client, self.caller.site, answer["token"])

    def write(self, to: str) -> None:
        """Everything that a reader can do about a comment of somebody else's, and about an article."""
        self._post("comment", Idempotency_Key=self.mark("idempotency key"))
        changed = self._post("earlier version")
        assert self.caller.edit(changed, f"Other words: {self.mark('edited')}").status_code == 200
        self._post("reply", parent=to)
        self._post("held", words="See https://example.org/")
        assert self.caller.withdraw(self._post("withdrawn")).status_code == 200
        assert self.caller.vote(to).status_code == 200
        assert self.caller.flag(to, remark=self.mark("flag remark")).status_code == 200
        self._call("POST", "/sites/daily/preview", {"source": self.mark("preview")})

    def wish_for_mail(self) -> None:
        """An account agrees to be told, chooses how soon, follows a discussion and unsubscribes from a topic."""
        self._call("PUT", "/sites/daily/me/preferences", {"agreed": True, "topics": {"reply": "at_once"}})
        self._call("PUT", "/sites/daily/subscription", {"key": "bridge", "cadence": "at_once"})

    def report(self) -> None:
        """Mistakes in an article, with an address and with a telephone number to answer to, and a further remark."""
        words = {"replacement": self.mark("replacement"), "remark": self.mark("remark")}
        sent = self.caller.report(
            self.mark("quote"),
            **words,
            source_url=f"https://example.org/{self.mark('source')}",
            contact=f"{self.mark('contact')}@example.org",
            headers={"Idempotency_Key": self.mark("reports key")},
        )
        assert sent.status_code == 201, sent.text
        bearer = {"Authorization": f"Bearer {sent.json['token']}"}
        more = self.caller.call("PATCH", f"/corrections/{sent.json['id']}", {"remark": self.mark("more")}, **bearer)
        assert more.status_code == 200, more.text
        assert self.caller.report(contact=f"+380 {self.mark('telephone')}").status_code == 201

    def be_spoken_of(self, flagged: str) -> None:
        """Moderators and editors decide, and write down what they think of it."""
        self.factories.decide(self.factories.act(lambda: self.factories.named(flagged)), Action.APPROVE)
        held = self.factories.act(lambda: self.factories.named(self.comments[-2]))
        self.factories.decide(held, Action.REJECT, note=self.mark("moderators note"), message=self.mark("message"))

        def judge():
            context, reader = self.factories.context(), self.factories.named(self.comments[-2]).reader_id
            sanction = sanctions.prepare("warning", "abuse", self.mark("words of a sanction"), None)
            row, by = db.session.get_one(Reader, reader), Actor("staff", person.id)
            sanctions.give(context, row, sanction, by)
            reader_notes.add(context, row, self.mark("note about the reader"), by)

        person = self.factories.staff("A moderator")
        self.factories.act(judge)

        def answer():
            row = db.session.scalars(select(CorrectionReport).order_by(CorrectionReport.id)).first()
            report_states.decide(
                self.factories.context(),
                row,
                ReportAction.DECLINE,
                STAFF,
                seen_version=row.version,
                reason=next(iter(DeclineReason)),
                answer=self.mark("answer"),
            )

        self.factories.act(answer)

    def _post(self, what: str, words: str = "", parent: str | None = None, **headers) -> str:
        source = f"{words} It says {self.mark(what)}."
        self.comments.append(self.caller.posted(source, parent=parent, headers=headers)["id"])
        return self.comments[-1]

    def _call(self, method: str, path: str, body: dict, status: int = 200) -> dict:
        answer = self.caller.call(method, path, body)
        assert answer.status_code == status, answer.text
        return answer.json

    @property
    def folder(self) -> Path:
        return self.app.extensions["commentsvc"].settings.data_dir / "mail"

    def mails(self) -> list[str]:
        """The mails that were kept: to whom, about what, and their plain text."""
        read = (email.message_from_bytes(path.read_bytes(), policy=default) for path in self.folder.glob("*.eml"))
        return [f"{one['To']} {one['Subject']} {one.get_body(('plain',)).get_content()}" for one in read]

    def in_mails(self) -> set[str]:
        told = "\n".join(self.mails())
        return {what for what, mark in self.marks.items() if mark in told}

    def in_tables(self) -> set[str]:
        return {what for what, places in self.places().items() if places}

    def places(self) -> dict[str, set[str]]:
        """In which columns each mark stands."""
        with self.app.app_context():
            held = [
                (f"{table.name}.{column}", repr(value))
                for table in db.metadata.sorted_tables
                for row in db.session.execute(select(table)).mappings()
                for column, value in row.items()
            ]
            db.session.rollback()
        return {what: {name for name, value in held if mark in value} for what, mark in self.marks.items()}

    def in_files(self, *folders: Path) -> set[str]:
        return Traces(marks=self.marks).found_in_files(*folders)

    def on_pages(self) -> set[str]:
        """What everybody can read of it, on every public way."""
        addresses = [
            "/api/v1/sites/daily/thread?key=bridge",
            "/api/v1/sites/daily/thread?key=bridge&format=html",
            "/api/v1/sites/daily/latest",
            "/api/v1/sites/daily/most-discussed",
            "/embed/daily/thread?key=bridge",
            "/feeds/daily/comments.atom",
            "/feeds/daily/thread.atom?key=bridge",
            *(f"/api/v1/comments/{one}" for one in self.comments),
        ]
        stranger = self.app.test_client()
        told = "\n".join(stranger.get(address, follow_redirects=True).text for address in addresses)
        return {what for what, mark in self.marks.items() if mark in told}


def signer_of(app) -> Signer:
    """A publisher's key in force at the site."""
    runtime = app.extensions["commentsvc"]
    with app.app_context(), unit_of_work():
        new = sign_on_keys.NewKey(ISSUER, "first", Algorithm.EDDSA)
        row, shown = sign_on_keys.create(sites.get("daily"), runtime.keys, new, runtime.clock.now())
    audience = f"{runtime.settings.base_url}/sites/daily"
    return Signer(Algorithm.EDDSA, "first", audience=audience, halves=(shown, row.material))


def live(app, factories: Factories, who: str) -> Marked:
    """All that a person of a kind (`guest`, `mail`, `publisher`) leaves, with what the background work makes of it."""
    hooks, accounts = Hooks(app, factories.clock), Accounts(factories)
    # Nobody listens there: deliveries fail and are kept as failed.
    hooks.add("http://127.0.0.1:9/hook")
    accounts.open("Ben", reply="at_once")
    ben = Api(app.test_client(), factories.slug, accounts.token("Ben"))
    to = ben.posted("Ben's.")["id"]
    assert ben.call("PUT", "/sites/daily/subscription", {"key": "bridge", "cadence": "at_once"}).status_code == 200
    person = Marked(app, factories)
    person.come_as_guest()
    if who == "mail":
        person.sign_in_by_mail()
    if who == "publisher":
        person.sign_on(signer_of(app))
    person.write(to)
    if who == "mail":
        person.wish_for_mail()
    person.report()
    person.be_spoken_of(to)
    _work(app, factories)
    factories.comment("Cleo answers Ben.", by="Cleo", parent=factories.act(lambda: factories.named(to)))
    _work(app, factories)
    return person


def _work(app, factories: Factories) -> None:
    """All that is due in the next minutes."""
    for _ in range(3):
        dispatch.run_due(app)
        factories.clock.pass_by(minutes=5)
