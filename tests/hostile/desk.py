"""Everything that readers and the newsroom write at a desk, filled with words that mean no good.

Used over HTTP and in a browser: ``api`` and ``desk`` send (the latter gives where it led to), ``page`` gives a page of the desk.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from commentsvc.domain.limits import (
    NAME_MAX_CHARS,
    REASON_NAME_MAX_CHARS,
    REASON_RULE_MAX_CHARS,
    SITE_NAME_MAX_CHARS,
)

# An element and an attribute that no page of ours has, by every way out of a text, an attribute, a script or a style.
BAD = "x-bad"
OWN = (
    f"<{BAD} {BAD}=1><img src=x onerror='window.ran=1'>",
    f"\"'><{BAD} {BAD}=1 onmouseover='window.ran=1' autofocus onfocus='window.ran=1'>",
    f"</script><script>window.ran=1</script><{BAD}>",
    f"</textarea></title></style></option></svg><svg onload='window.ran=1'><{BAD}>",
    f"]]>--><{BAD}>{{{{7*7}}}}{{% raw %}}%(num)s%s\\u003c{BAD}\\u003e",
    f"=cmd|'/c calc'!A0 javascript:window.ran=1 \u202eevil\u2066 <{BAD}>",
)
_LONGEST = 240
_NAMES = 100


@dataclass
class Filled:
    """What was made, by the name that addresses give it; ``words`` are all that were written."""

    ids: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


class Filling:
    """Fills one site; every word that is written is the next of those given, from the first again after the last."""

    def __init__(self, api: Callable, desk: Callable, page: Callable, words: Iterator[str]):
        self._api, self._desk, self._page, self._given = api, desk, page, words
        self.filled = Filled()

    def all(self) -> Filled:
        """Write everything, the settings last."""
        ids = self.filled.ids
        ids["comment_id"], bearer = self._write("refused")
        self._flagged(bearer)
        self._report()
        self._decisions(ids["comment_id"])
        self._lists()
        self._settings()
        return self.filled

    def _next(self, most: int = _LONGEST) -> str:
        """The next word; one that its field cannot hold (too long, or in a name signs that turn the writing round) gives
        way to the one after it.
        """
        word = next(one for one in self._given if len(one) <= most and (most > _NAMES or one.isprintable()))
        self.filled.words.append(word)
        return word

    def _write(self, key: str, parent: str | None = None) -> tuple[str, str]:
        about = {"key": f"{key}-{BAD}", "title": self._next()}
        name = {"name": self._next(NAME_MAX_CHARS)}
        body = {"thread": about, "source": self._next(), "author": name, "parent_id": parent}
        made = self._api("POST", "/sites/daily/comments", body)
        return made["comment"]["id"], made["token"]

    def _flagged(self, bearer: str) -> None:
        shown, _author = self._write("refused", self.filled.ids["comment_id"])
        self._api("PUT", f"/comments/{shown}/flag", {"reason": "spam", "remark": self._next()}, bearer)
        self._desk(f"comments/{shown}/replies", text=self._next())
        thread = self._api("GET", f"/sites/daily/thread?key=refused-{BAD}")["thread"]["id"]
        self._desk(f"threads/{thread}/announcement", announcement=self._next(), do="save")
        self.filled.ids["thread_id"] = thread

    def _report(self) -> None:
        text = self._next()
        body = {"article": {"key": f"refused-{BAD}", "title": self._next(), "text": f"So {text} it was."}}
        body |= {"target": {"exact": text, "prefix": "So ", "suffix": " it was."}, "kind": "wrong_fact"}
        body |= {"replacement": self._next(), "remark": self._next(), "contact": "marta@reader.example"}
        report = self._api("POST", "/sites/daily/corrections", body)["id"]
        self._desk(f"reports/{report}/handling", handle="note", note=self._next(), version="1")
        wording = {"kind": "correction", "text": self._next(), "before": self._next(), "after": self._next()}
        self._desk("notices/new", do="save", report=report, **wording)
        self._desk("reports/views", name=self._next(60), query=f"q={BAD}")
        self.filled.ids["report_id"] = report
        self.filled.ids["notice_id"] = self._find("notices?state=drafts", r"/notices/(\w{12,})")

    def _decisions(self, comment: str) -> None:
        texts = {"name_en": self._next(REASON_NAME_MAX_CHARS), "rule_en": self._next(REASON_RULE_MAX_CHARS)}
        self._desk("settings/reasons", message_en=self._next(), **texts)
        reason = self._find("settings/reasons", r"/reasons/(own-\w+)")
        said = {"note": self._next(), "message": self._next(), "action": f"reject:{reason.replace('-', '_')}"}
        version = self._find(f"comments/{comment}", r'name="version" value="(\d+)"')
        self._desk(f"comments/{comment}/actions", version=version, **said)
        reader = self._find(f"comments/{comment}", r"/readers/(\w+)")
        given = {"kind": "warning", "reason": reason.replace("-", "_"), "words": self._next()}
        self._desk(f"readers/{reader}/sanctions", **given)
        self._desk(f"readers/{reader}/notes", reader_note=self._next())
        self.filled.ids |= {"reason_id": reason, "reader_id": reader}

    def _lists(self) -> None:
        self._desk("comments/views", name=self._next(60), query=f"q={BAD}")
        self.filled.ids["run_id"] = self._desk("comments/everything", queue="new", q=f"<{BAD}").rpartition("/")[2]
        self._desk("settings/answers", name=self._next(80), purpose="any", words_en=NO_BRACES.sub("", self._next()))
        self.filled.ids["answer_id"] = self._find("settings/answers", r"/answers/(\w{12,})")
        self.filled.ids["person_id"] = self._find("people", r"/people/(\w{12,})")
        self.filled.ids["entry_id"] = "abc"

    def _settings(self) -> None:
        name = {"name": self._next(SITE_NAME_MAX_CHARS), "language": "en"}
        page = self._page("settings/site")
        origins = re.search(r'name="origins"[^>]*>\n([^<]*)<', page)[1]
        version = re.search(r'name="version" value="(\d+)"', page)[1]
        self._desk("settings/site", version=version, origins=origins, **name)
        version = self._find("settings", r'name="version" value="(\d+)"')
        words = {"announcement": self._next(), "house_rules": self._next(), "closed_sections": self._next(80)}
        self._desk("settings", version=version, do="save", **(SETTINGS | words))

    def _find(self, path: str, pattern: str) -> str:
        found = re.search(pattern, self._page(path))
        assert found, (path, pattern)
        return found[1]


# Words of answers name in braces what is filled in.
NO_BRACES = re.compile(r"[{}]")
SETTINGS = {
    "guests": "yes",
    "sign_in_by_mail": "yes",
    "downvotes": "yes",
    "second_pair_of_eyes": "yes",
    "decide_minutes": "60",
    "lock_after_days": "0",
    "edit_minutes": "15",
    "guest_votes_per_network": "2",
    "depth_limit": "4",
    "time_zone": "UTC",
    "due_hours": "24",
    "due_hours_typo": "24",
    "due_hours_wrong_fact": "4",
    "due_hours_about_me": "1",
}
