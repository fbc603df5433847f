"""Hostile quotations, addresses, titles, remarks, proposals, names and contacts stay text wherever a correction shows."""

import csv
import io
import itertools
import json
import re
from xml.etree import ElementTree

import html5lib
import pytest

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid
from commentsvc.services import publishing
from tests.api import Api
from tests.hostile.corpus import FOLDER, rows
from tests.hostile.pages import check_page
from tests.hostile.test_writing_paths import NO_FORM
from tests.mails import Post

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

OWN = [
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</textarea></title></style><svg onload=alert(1)>",
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\uff1d1+1",
    "north;=1+1;south",
    "\u202eevil\u2066\u200b words",
    "two\r\nBcc: eve@example.org\r\n\r\nlines",
    "]]> --> {{ 7*7 }} {% raw %} <!-- %(num)s",
    "javascript:alert(1) https://evil.example/ \\\\host\\share",
    "nul\0and\ufffe",
]
ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = "It was closed in {} after the flood."
FORMULA = re.compile("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def words_of() -> list[str]:
    """Our own, and, where the corpora are at hand, some of theirs."""
    theirs = rows("xss")[::200] if (FOLDER / "xss.jsonl").exists() else []
    return OWN + [row["payload"] for row in theirs if len(row["payload"]) < 300]


class Paper:
    """A newsroom whose readers mean no good: what they sent, and what became of it."""

    def __init__(self, newsroom):
        self.newsroom, self.post = newsroom, Post(newsroom.app)
        self.api = Api(newsroom.stranger(), "daily")
        self.edita, self.ada = newsroom.browser("edita"), newsroom.browser("ada")
        self.sent = []

    def send(self, number: int, words: str, copy: int) -> None:
        """A report in which every field says the same; the publisher's word about the article, too."""
        key = f"story-{number}-{copy}"
        where = {"key": key, "url": f"http://daily.example/{key}?from={words}#{words}", "title": words}
        target = {"exact": words, "prefix": words, "suffix": words}
        body = {"article": where | {"text": TEXT.format(words)}, "target": target, "source_url": words}
        body |= {"replacement": f"{words} 1987", "remark": words, "contact": f"{number}-{copy}@example.org"}
        answer = self.api.report(**body)
        for spare in ("source_url", "url"):
            if answer.status_code == 422:
                (body if spare in body else body["article"]).pop(spare)
                answer = self.api.report(**body)
        assert answer.status_code in (201, 400, 422), (words, answer.text)
        if answer.status_code == 201:
            self.sent.append((words, key, answer.json))

    def vouch(self) -> None:
        """The newsroom's own systems are no better: title, section and authors of every second article."""
        for words, key, _report in self.sent[::2]:
            with self.newsroom.app.test_request_context("/"), unit_of_work():
                about = {"url": f"http://daily.example/{key}", "title": words, "section": words, "authors": [words]}
                try:
                    publishing.publish(self.newsroom.context(), key, publishing.prepare(about))
                except Invalid:
                    continue

    def answer(self) -> None:
        """Every report is answered in the same words, and by a notice; each third of those is withdrawn."""
        for at, (words, _key, report) in enumerate(self.sent):
            said = NO_FORM.sub("", words) or "x"
            form = {"kind": "typo", "text": said, "before": said, "after": f"{said} 1987", "report": report["id"]}
            self.newsroom.act(self.edita, "report", report["id"], "accept", answer=said)
            made = self.newsroom.send(self.edita, "/desk/daily/notices/new", do="publish", **form)
            assert made.status_code == 303, (words, made.text)
            if at % 3 == 2:
                check_page(self.edita.get(made.location).text, words)
                acting = {"action": "withdraw_notice", "reason": said}
                version = re.search(r'name="version" value="(\d+)"', self.edita.get(made.location).text).group(1)
                gone = self.newsroom.send(self.edita, f"{made.location}/actions", version=version, **acting)
                assert gone.status_code == 303, (words, gone.text)

    def mails(self) -> list:
        """Confirm every address that is asked about; the mails about what became of the reports, and those before."""
        asked = self.post.deliver()
        for question in asked:
            self.post.confirm(question)
        self.answer()
        self.newsroom.clock.pass_by(minutes=3)
        return asked + self.post.deliver()


@pytest.fixture
def paper(newsroom):
    made = Paper(newsroom)
    for number, words in enumerate(words_of()):
        # A mistake that was corrected in two articles is told in the figures.
        for copy in range(2 if words in OWN else 1):
            made.send(number, words, copy)
    assert len(made.sent) >= 2 * (len(OWN) - 2)
    made.vouch()
    return made


def test_at_the_desk(paper):
    for order in ("newest", "oldest", "article"):
        check_page(paper.edita.get(f"/desk/daily/reports?state=open&order={order}").text, order)
    for words, key, report in paper.sent:
        check_page(paper.edita.get(f"/desk/daily/reports/{report['id']}").text, words)
        check_page(paper.edita.get(f"/desk/daily/notices/new?report={report['id']}").text, key)
    for words in OWN:
        query = {"q": words, "state": "closed", "section": words, "kind": words, "order": words}
        check_page(paper.edita.get("/desk/daily/reports", query_string=query).text, words)
    for page in ("log", "figures", "threads", "", "notices"):
        check_page(paper.ada.get(f"/desk/daily/{page}").text, page)


def test_a_comment_that_becomes_a_report(newsroom):
    edita = newsroom.browser("edita")
    for words in OWN:
        said = NO_FORM.sub("", words)
        comment = newsroom.post(f"It was 1987. {said}", name=f"Ann {said}"[:40].replace("\r", " ").replace("\n", " "))
        made = newsroom.send(edita, f"/desk/daily/comments/{comment}/report", accept="application/json")
        if made.status_code == 200:
            check_page(edita.get(made.json["url"]).text, words)
        check_page(edita.get(f"/desk/daily/comments/{comment}").text, words)


def test_in_mails_in_public_and_in_files(paper):
    in_mails(paper.mails())
    in_public_in_feeds_and_in_linked_data(paper)
    in_spreadsheets_and_annotations(paper)


def in_public_in_feeds_and_in_linked_data(paper):
    public = paper.newsroom.stranger()
    for path in ("/corrections/daily", "/corrections/daily?kind=typo"):
        check_page(public.get(path).text, path)
    for words, key, report in paper.sent[::2]:
        check_page(public.get(f"/report/{report['token']}").text, words)
        about = {"key": key}
        for asked in ("html", "jsonld", "json"):
            answer = public.get("/api/v1/sites/daily/notices", query_string=about | {"format": asked})
            assert answer.status_code == 200, words
            if asked == "html":
                check_page(answer.text, words)
            else:
                assert json.loads(answer.data)
        check_page(public.get("/embed/daily/thread", query_string=about).text, words)
    feed = ElementTree.fromstring(public.get("/feeds/daily/corrections.atom").data)
    entries = feed.findall(f"{ATOM}entry")
    contents = [entry.findtext(f"{ATOM}content") for entry in entries]
    contents += [item["content_html"] for item in public.get("/feeds/daily/corrections.json").json["items"]]
    assert len(contents) == 2 * min(50, len(paper.sent))
    for content in contents:
        check_page(content, "feed")
        assert not [one for one in html5lib.parseFragment(content).iter() if str(one.tag).endswith("}script")]


def in_mails(mails):
    assert len([mail for mail in mails if "corrected" in mail["Subject"]]) >= len(OWN)
    for mail in mails:
        assert (mail.message["Bcc"], mail.message["Cc"]) == (None, None)
        assert "\n" not in mail["Subject"] and "evil" not in mail["Subject"]
        check_page(mail.html, mail["Subject"])
        tree = html5lib.parse(mail.html)
        assert not [one for one in tree.iter() if str(one.tag).rpartition("}")[2] in ("script", "img", "svg")]
        ours = ("http://127.0.0.1", "http://localhost", "http://daily.example")
        assert [link for link in mail.links if not link.startswith(ours)] == []
        assert not re.search("[\0\u202a-\u202e]", mail.text)
        assert "https://evil" not in mail.text


def in_spreadsheets_and_annotations(paper):
    files = ("figures.csv?from=2020-01-01&to=2030-01-01", "log.csv")
    figures, log = (paper.ada.get(f"/desk/daily/{path}").data.decode("utf-8-sig") for path in files)
    for text in (figures, log):
        assert "SUM(1+1)" in text and "calc" in text, "repeated mistakes, sections and answers are in it"
    for text, delimiter in itertools.product((figures, log), ",;\t"):
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            for cell in row:
                assert not FORMULA.match(cell.strip(' "')), (delimiter, cell)
    lines = paper.edita.get("/desk/daily/annotations.jsonl").data.split(b"\n")
    made = [json.loads(line) for line in lines if line]
    assert len(made) == len(paper.sent)
    assert {one["motivation"] for one in made} == {"editing"}
