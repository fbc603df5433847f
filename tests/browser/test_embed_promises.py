"""On the page: every event, part and custom property of the documentation is there, and no part that it does not name."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from . import staged
from .correction_page import CorrectionPage
from .list_page import DISCUSSED, LATEST, ListPage, article, comment
from .notices_page import NOTICES, NoticesPage, notice
from .sign_in_page import SignInPage, confirmed
from .thread_page import THREADS, ThreadPage, problem
from .walk import lively, states

DOCS = (Path(__file__).parents[2] / "docs" / "embed.md").read_text()


# Notes the parts that ever stand in a shadow root, by element, and the events with the names in their details.
def be_warned(thread, page):
    """A moderator has written to the reader."""
    warning = {
        "id": "2222222222222222",
        "kind": "warning",
        "reason": "Advertising",
        "rule": None,
        "words": "Dear reader,",
    }
    standing = {"may_write": True, "sanctions": [warning]}
    anybody = {"Access-Control-Allow-Origin": "*"}
    page.route("**/me/standing*", lambda route: route.fulfill(json=standing, headers=anybody))
    page.route("**/v1/sites/daily/comments", lambda route: route.fulfill(**problem(403, "warned", "Read first.")))
    thread.box.fill("Not before it is read.")
    thread.thread.get_by_role("button", name="Post comment").click()
    expect(thread.thread.locator("[part=read-button]")).to_be_visible()


WATCH = """(() => {
  const kept = (name) => JSON.parse(sessionStorage.getItem(name) ?? "{}");
  const note = (name, key, words) => {
    const known = kept(name);
    known[key] = [...new Set([...(known[key] ?? []), ...words])];
    sessionStorage.setItem(name, JSON.stringify(known));
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    new MutationObserver(() => {
      const parts = [...root.querySelectorAll("[part]")].flatMap((one) => one.getAttribute("part").split(" "));
      note("parts", this.localName, parts);
    }).observe(root, { childList: true, subtree: true });
    return root;
  };
  for (const name of %s) document.addEventListener(name, ({ detail }) => note("events", name, Object.keys(detail)));
})()"""


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table whose head begins with these words."""
    lines = DOCS[DOCS.index(f"| {heading} |") :].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def names(cell: str) -> set[str]:
    return set(re.findall(r"`([\w:-]+)`", cell))


EVENTS = {name: names(detail) | {"site"} for event, _when, detail in rows("event") for name in names(event)}
THREAD_PARTS = set().union(*(names(first) for first, _what in rows("part")))
# The sentences about the other elements, after the table of the thread's parts.
OTHERS = DOCS[DOCS.index("`<comment-count>` has the part") :].partition("\n\n")[0].replace("\n", " ")


@pytest.fixture
def watched(page):
    page.add_init_script(WATCH % json.dumps(sorted(EVENTS)))
    return page


def noted(page, name) -> dict[str, set[str]]:
    found = page.evaluate("(name) => JSON.parse(sessionStorage.getItem(name) ?? '{}')", name)
    return {key: set(words) for key, words in found.items()}


def told(page, *expected: str) -> None:
    """The page was told of these events, each with the details that the documentation names."""
    page.wait_for_function(
        "(names) => names.every((name) => name in JSON.parse(sessionStorage.getItem('events') ?? '{}'))",
        arg=list(expected),
    )
    heard = noted(page, "events")
    assert {name: heard[name] for name in expected} == {name: EVENTS[name] for name in expected}


def test_the_events_of_a_thread(watched, service):
    thread = ThreadPage(watched, service)
    other = thread.posted("Somebody's words.")
    thread.open(before=f'<comment-count site="daily" key="{thread.key}"></comment-count>').count(1)
    thread.post("My own words.")
    thread.post("See https://example.org/ too.")
    thread.menu("My own words.", "Edit")
    thread.thread.get_by_label("Edit your comment").fill("My other words.")
    thread.thread.get_by_role("button", name="Save").click()
    thread.menu("My other words.", "Withdraw")
    thread.thread.get_by_role("button", name="Withdraw").click()
    thread.count(1)
    thread.good("Somebody's words.").click()
    thread.menu("Somebody's words.", "Flag")
    thread.thread.get_by_label("Advertising or spam").check()
    thread.thread.get_by_role("dialog").get_by_role("button", name="Send").click()
    told(watched, "comments:loaded", "comments:counted", "comments:posted", "comments:held", "comments:edited")
    told(watched, "comments:withdrawn", "comments:voted", "comments:flagged")
    watched.route(THREADS, lambda route: route.fulfill(**problem(503, "unavailable", "Down.")))
    thread.open(ready=False)
    told(watched, "comments:failed")
    assert other["id"]


def test_the_parts_of_a_thread_and_the_event_of_a_lock(watched, service, contexts):
    sign_in_and_out(watched, service, contexts)
    thread = ThreadPage(watched, service)
    watched.clock.install()
    lively(thread)
    for _state in states(thread):
        pass
    thread.thread.get_by_text("I disagree with it").wait_for(state="detached")
    watched.keyboard.press("Escape")
    see_the_rest(thread, watched)
    page_of_failures(thread, watched)
    seen = noted(watched, "parts")["comment-thread"]
    # What is said before posting is on where a site wants it (test_nudge).
    assert seen == THREAD_PARTS - {"nudge"}
    told(watched, "comments:locked")


def sign_in_and_out(page, service, contexts):
    """Sign in by a link in a mail, and out."""
    reader = SignInPage(page, service)
    code = reader.open().ask()
    confirmed(contexts.new().new_page(), reader.inbox.link(), code)
    reader.signed_in()
    reader.who.get_by_role("button", name="Sign out").click()
    expect(reader.thread.get_by_label("Your name")).to_be_visible()


def see_the_rest(thread, page):
    """More comments than fit, an answer in a flat list, a held comment, a muted person, news, a lock."""
    for number in range(22):
        thread.posted(f"Comment number {number}.")
    page.unroute(THREADS)
    state = ["open"]

    def served(document, query):
        staged.returning(document, query)
        document["thread"]["state"] = state[-1]
        document["thread"]["locked"] = state[-1] != "open"
        for one in document["comments"]:
            one["reply_to"] = {"id": one["id"], "name": "Ben"}

    thread.serves(served)
    thread.open(csp=None).count(25)
    page.clock.fast_forward(10_000)
    page.wait_for_function("Object.keys(localStorage).some((name) => name.endsWith(':visits'))")
    page.goto(f"{thread.service.newspaper}/")
    page.clock.fast_forward("02:00:00")
    thread.fragment = "#comments-desk=on"
    thread.open(csp=None).count(25)
    expect(thread.thread.locator("[part=desk-link]")).to_be_visible()
    thread.fragment = ""
    expect(thread.thread.locator("[part=unread]")).to_be_visible()
    thread.post("See https://example.org/ for more.")
    thread.box.click()
    expect(thread.thread.locator("[part=mine-button]")).to_be_visible()
    thread.menu("Comment number 21.", "Mute")
    expect(thread.thread.locator("[part=muted-button]")).to_be_visible()
    thread.posted("It came meanwhile.")
    page.clock.fast_forward(10_000)
    page.clock.fast_forward("10:00")
    expect(thread.thread.locator("[part=new-button]")).to_be_visible()
    state.append("locked")
    page.clock.fast_forward("30:00")
    expect(thread.thread.locator("[part=locked]").first).to_be_visible()


def page_of_failures(thread, page):
    """A vote that is not counted, and a thread that does not come."""
    page.unroute(THREADS)
    thread.open(csp=None)
    be_warned(thread, page)
    page.route("**/vote", lambda route: route.fulfill(**problem(503, "unavailable", "Down.")))
    thread.good("Comment number 20.").click()
    expect(thread.thread.locator("[part=error]")).to_be_visible()
    page.route(THREADS, lambda route: route.fulfill(**problem(503, "unavailable", "Down.")))
    thread.open(csp=None, ready=False)
    expect(thread.thread.locator("[part=retry-button]")).to_be_visible()


def test_the_parts_and_events_of_lists_and_counts(watched, service):
    front = ListPage(watched, service)
    front.answer([comment()], [article()])
    front.open().latest.get_by_role("listitem").wait_for()
    front.discussed.get_by_role("listitem").wait_for()
    front.answer()
    front.open(LATEST + DISCUSSED + '<comment-count site="daily" key="a"></comment-count>')
    expect(front.latest.get_by_text("Nobody has written")).to_be_visible()
    expect(front.discussed.get_by_text("Nothing is being discussed")).to_be_visible()
    told(watched, "comments:listed")
    front.fail()
    front.open()
    for one in (front.latest, front.discussed):
        expect(one.get_by_role("button", name="Try again")).to_be_visible()
    told(watched, "comments:failed")
    count, lists, _rest = re.split(r"`<(?:latest-comments|correction-reporter)>`", OTHERS)
    common, latest, discussed = re.match(r"(.*); the former also (.*), the latter (.*)", lists).groups()
    common = names(common) - {"most-discussed"}
    seen = noted(watched, "parts")
    assert seen["latest-comments"] == common | names(latest)
    assert seen["most-discussed"] == common | names(discussed)
    assert seen["comment-count"] == names(count.partition("has the part")[2])


def test_the_parts_and_events_of_the_correction_form(watched, context, contexts, service):
    paper = CorrectionPage(watched, service)
    CorrectionPage(contexts.new().new_page(), service, paper.key).open().report("tram").send().arrived()
    paper.open()
    paper.report("milion").send().arrived()
    watched.keyboard.press("Escape")
    expect(paper.dialog).to_be_hidden()
    paper.select("recieve")
    expect(paper.tip).to_be_visible()
    paper.page.keyboard.press("Control+Enter")
    expect(paper.dialog).to_be_visible()
    context.set_offline(True)
    paper.send()
    expect(paper.dialog.get_by_text("Not sent yet:")).to_be_visible()
    watched.keyboard.press("Escape")
    expect(paper.element.locator("[part=waiting]")).to_be_visible()
    context.set_offline(False)
    expect(paper.element.locator("[part=sent]")).to_be_visible()
    refusal = problem(422, "invalid", "Not accepted.", errors=[{"field": "kind", "message": "Not this."}])
    watched.route(
        re.compile(r"/corrections$"),
        lambda route: route.fallback() if route.request.method == "OPTIONS" else route.fulfill(**refusal),
    )
    paper.report("tram")
    # Whether others have reported it is asked meanwhile.
    expect(paper.join).to_be_visible()
    paper.send()
    paper.join.click()
    told(watched, *(name for name in EVENTS if name.startswith("corrections:")))
    documented = names(OTHERS.partition("`<correction-reporter>` has")[2].partition("`<correction-notices>`")[0])
    assert noted(watched, "parts")["correction-reporter"] - {"root"} == documented


def open_notices(page, service, css=""):
    """An article whose notices are of every sort: one with all words, a changed one, and what is left of another."""
    paper = NoticesPage(page, service)
    gone = {"status": "withdrawn", "text": "", "before": "", "after": "", "withdrawn_at": "2026-03-05T09:00:00.000Z"}
    changed = notice(kind="retraction", changed_at="2026-03-09T09:00:00.000Z")
    paper.answer(notice(), changed, notice(**gone, reason="Right after all.")).open(css=css)
    expect(paper.element.get_by_role("article")).to_have_count(3)
    return paper


def test_the_parts_and_events_of_notices(watched, service):
    paper = open_notices(watched, service)
    told(watched, "notices:shown")
    assert noted(watched, "parts")["correction-notices"] == names(OTHERS.partition("`<correction-notices>` has")[2])
    watched.route(NOTICES, lambda route: route.abort())
    paper.open()
    told(watched, "notices:failed")


# A value that no theme has; where it must be seen, and as what.
LOOKS = {
    "--comments-accent": ("rgb(1, 2, 3)", ".btn.primary", "background-color"),
    "--comments-on-accent": ("rgb(250, 251, 252)", ".btn.primary", "color"),
    "--comments-ink": ("rgb(4, 5, 6)", ".body", "color"),
    "--comments-muted": ("rgb(7, 8, 9)", ".date", "color"),
    "--comments-surface": ("rgb(240, 241, 242)", ".field", "background-color"),
    "--comments-raised": ("rgb(230, 231, 232)", ".sorts", "background-color"),
    "--comments-line": ("rgb(220, 221, 222)", ".replies", "border-inline-start-color"),
    "--comments-edge": ("rgb(210, 211, 212)", ".name-field", "border-top-color"),
    "--comments-font": ("Courier, monospace", ".body", "font-family"),
    "--comments-font-size": ("19px", ".body", "font-size"),
    "--comments-radius": ("13px", ".field", "border-top-left-radius"),
}


def test_every_custom_property_does_what_it_says(page, service):
    assert set(LOOKS) == set().union(*(names(row[0]) for row in rows("custom property")))
    thread = ThreadPage(page, service)
    root = thread.posted("Root words.")
    thread.posted("An answer.", parent_id=root["id"])
    css = "; ".join(f"{name}: {value}" for name, (value, _where, _what) in LOOKS.items())
    thread.open(css=f"comment-thread {{ {css} }}").box.click()
    expect(thread.thread.get_by_role("button", name="Post comment")).to_be_visible()
    thread.thread.get_by_role("heading").first.focus()
    for name, (value, where, what) in LOOKS.items():
        seen = thread.thread.locator(where).first.evaluate(
            "(one, what) => getComputedStyle(one).getPropertyValue(what)", what
        )
        assert seen == value, name


NOTICE_LOOKS = {
    "--comments-accent": (".kind", "color"),
    "--comments-ink": (".text", "color"),
    "--comments-muted": (".date", "color"),
    "--comments-raised": (".notice", "background-color"),
    "--comments-edge": (".gone", "border-inline-start-color"),
    "--comments-font": (".text", "font-family"),
    "--comments-font-size": (".text", "font-size"),
    "--comments-radius": (".notice", "border-top-right-radius"),
}


def test_notices_take_the_custom_properties_that_they_say(page, service):
    css = "; ".join(f"{name}: {value}" for name, (value, _where, _what) in LOOKS.items())
    paper = open_notices(page, service, css=f"correction-notices {{ {css} }}")
    for name, (where, what) in NOTICE_LOOKS.items():
        seen = paper.element.locator(where).first.evaluate(
            "(one, what) => getComputedStyle(one).getPropertyValue(what)", what
        )
        assert seen == LOOKS[name][0], name


def test_a_demo_article_and_the_front_page_call_nobody_else(page, service):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for address in (f"{service.newspaper}/", service.article("article-17")):
        page.goto(address)
        for name in ("comment-thread", "latest-comments", "most-discussed", "correction-reporter"):
            for one in page.locator(name).all():
                one.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
    ours = (f"{service.url}/", f"{service.newspaper}/", "data:")
    assert [url for url in asked if not url.startswith(ours)] == []
    assert any("/thread?" in url for url in asked)
