"""A reader without JavaScript: follows links, fills forms, keeps cookies."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

PAGE = "http://localhost:5001/bridge"


class _Reading(HTMLParser):
    """The forms and links of a page, and what its text areas hold."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.forms, self.links, self.ids = [], [], []
        self._area = self._link = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "form":
            self.forms.append({"action": found["action"], "fields": {}, "choices": {}})
        elif tag == "a":
            self._link = {"href": found["href"], "text": "", "label": found.get("aria-label", "")}
            self.links.append(self._link)
        elif tag == "textarea":
            self._area = found["name"] if "readonly" not in found else None
            if self._area:
                self.forms[-1]["fields"][self._area] = ""
        elif tag in ("input", "button") and "name" in found:
            if found.get("type") == "radio" or tag == "button":
                self.forms[-1]["choices"].setdefault(found["name"], []).append(found["value"])
            else:
                self.forms[-1]["fields"][found["name"]] = found.get("value", "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None
        elif tag == "a":
            self._link = None

    def handle_data(self, data):
        if self._link is not None:
            self._link["text"] += data
        if self._area:
            kept = self.forms[-1]["fields"][self._area] + data
            # The first line end inside a text area is no part of its text.
            self.forms[-1]["fields"][self._area] = kept.removeprefix("\n") if kept == data else kept


class PlainReader:
    """One browser without scripts."""

    def __init__(self, app):
        self.client = app.test_client()
        self.answer = None

    def open(self, address: str, **headers):
        """Go to an address; redirects are not followed."""
        self.answer = self.client.get(address, headers=headers)
        return self.answer

    def thread(self, key="bridge", **query):
        query = {"key": key, "url": PAGE, "title": "The bridge"} | query
        self.answer = self.client.get("/embed/daily/thread", query_string=query)
        return self.answer

    @property
    def page(self) -> _Reading:
        return _Reading(self.answer.text)

    def link(self, text: str) -> str:
        """The address of the first link of that text or label."""
        return next(one["href"] for one in self.page.links if text in (one["text"].strip(), one["label"]))

    def follow(self, text: str):
        return self.open(self.link(text))

    def form(self, ending: str) -> dict:
        """The first form whose action's path ends so."""
        return next(one for one in self.page.forms if urlsplit(one["action"]).path.endswith(ending))

    def send(self, ending: str, *, follow=True, headers=None, **values):
        """Fill a form of the page and send it; then go where it leads."""
        form = self.form(ending)
        data = form["fields"] | values
        self.answer = self.client.post(form["action"], data=data, headers=headers)
        if follow and self.answer.status_code == 303:
            self.open(self.answer.headers["Location"].partition("#")[0])
        return self.answer

    def post(self, text: str, name="Ann", **thread):
        """Open the thread and write a comment."""
        self.thread(**thread)
        return self.send("/thread", text=text, name=name)


@pytest.fixture
def readers(app, site):
    """`readers()`: one more browser."""
    return lambda: PlainReader(app)


@pytest.fixture
def plain(readers):
    return readers()
