"""What a page with the embed costs a reader: bytes from a real browser's network log, long tasks, layout shift."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from sqlalchemy import text

from bench import data, servers
from commentsvc import migrations, settings
from commentsvc.app import create_app
from commentsvc.db import db, unit_of_work
from tests.browser.conftest import ARGUMENTS, chromium_path

COMMENTS = 60
ROUNDS = 5
SLOWDOWN = 6  # times slower than this machine: about a phone
ARTICLE = "http://localhost/article"
# What the peers' code weighs before a first render, in KB (brotli); measured when this project began.
PEERS = {"Isso": 18.5, "Artalk": 47, "Remark42": 56, "Waline": 68, "Twikoo": 121}
SCRIPT = '<script type="module" src="{url}/embed.js"></script>'
ALONE = "The page without us"
CASES = {
    ALONE: "",
    "Empty thread": '<comment-thread site="bench" key="nobody"></comment-thread>',
    f"Thread of {COMMENTS} comments": '<comment-thread site="bench" key="some"></comment-thread>',
    "Count only": '<comment-count site="bench" key="some"></comment-count>',
}
HTML = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Article</title>
{script}
<h1>Article</h1><div style="height: 900px">As high as the window.</div>
{element}<p>More words.</p></html>"""
# Says that all is there, the last comment laid out. To ask for it would be work of the page's own thread.
OBSERVE = """() => { window.tasks = []; window.shift = 0;
  const rest = () => {
    const element = document.querySelector("comment-thread, comment-count");
    const there = element?.shadowRoot?.querySelector(".composer, span:not(:empty)");
    if (document.readyState !== "complete" || (element && !there) || element?.shadowRoot.querySelector(".far"))
      return setTimeout(rest, 500);
    setTimeout(() => console.log("at rest"), 500);
  };
  setTimeout(rest, 500);
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.shift += one.value)))
    .observe({ type: "layout-shift", buffered: true }); }"""


class Log:
    """Bytes by address, as they came over the wire."""

    def __init__(self, session: CDPSession):
        self.heads: dict[str, tuple[str, int]] = {}
        self.bodies: dict[str, tuple[str, int]] = {}
        session.send("Network.enable")
        session.on("Network.responseReceived", self._head)
        session.on("Network.loadingFinished", self._end)

    def _head(self, event: dict) -> None:
        self.heads[event["requestId"]] = (event["response"]["url"], event["response"]["encodedDataLength"])

    def _end(self, event: dict) -> None:
        url, head = self.heads.get(event["requestId"], ("", 0))
        self.bodies[event["requestId"]] = (url, event["encodedDataLength"] - head)

    def total(self, url: str, *, data: bool) -> tuple[int, int, int]:
        """Requests to the service for its data, or for its code; bytes of their bodies, and of their headers."""
        wanted = {
            key: size
            for key, (at, size) in self.bodies.items()
            if at.startswith(url) and at.startswith(f"{url}/api/") is data
        }
        return len(wanted), sum(wanted.values()), sum(self.heads[key][1] for key in wanted)


def run() -> str:
    """Measure and return the table as Markdown."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        _fill(Path(folder))
        server = servers.ours(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        try:
            rows = [_row(browser, f"http://127.0.0.1:{server.port}", name, CASES[name]) for name in CASES]
        finally:
            browser.close()
            server.stop()
    return "\n".join([*_HEAD, *rows, "", _peers(), ""])


_HEAD = [
    "## A page's weight (Chromium's network log, English, nothing in its cache)",
    "",
    "Bytes of the bodies as they came over the wire (brotli), until the network rests; headers apart. Long tasks with a"
    f" processor {SLOWDOWN} times slower, the longest of a page, median of {ROUNDS} pages. Layout shift of the whole"
    " page, whose thread begins just below the window. The first row is the same page without our script and element.",
    "",
    "| page | code | its requests | its headers | data | longest task | layout shift |",
    "|---|--:|--:|--:|--:|--:|--:|",
]


def _fill(folder: Path) -> None:
    app = create_app(settings.load({"data_dir": str(folder)}))
    with app.app_context():
        with unit_of_work():
            migrations.upgrade(db.session.connection())
        data.make_thread(data.make_site(), "some", COMMENTS)
        with unit_of_work():
            db.session.execute(text("ANALYZE"))
        db.session.remove()
        db.engine.dispose()


def _row(browser: Browser, url: str, name: str, element: str) -> str:
    page, log = _opened(browser, url, element, slowdown=1)
    (requests, code, heads), (_, sent, _) = log.total(url, data=False), log.total(url, data=True)
    page.context.close()
    tasks, shifts = [], []
    for _ in range(ROUNDS):
        page, _log = _opened(browser, url, element, slowdown=SLOWDOWN)
        tasks.append(max(page.evaluate("tasks"), default=0))
        shifts.append(page.evaluate("shift"))
        page.context.close()
    longest = statistics.median(tasks)
    task = f"{longest:.0f} ms" if longest else "under 50 ms"
    return f"| {name} | {code:,} | {requests} | {heads:,} | {sent:,} | {task} | {max(shifts):.3f} |"


def _opened(browser: Browser, url: str, element: str, *, slowdown: int) -> tuple[Page, Log]:
    page = browser.new_context(viewport={"width": 800, "height": 900}).new_page()
    page.context.grant_permissions(["local-network-access"])
    session = page.context.new_cdp_session(page)
    log = Log(session)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.add_init_script(f"({OBSERVE})()")
    html = HTML.format(script=SCRIPT.format(url=url) if element else "", element=element)
    page.route(ARTICLE, lambda route: route.fulfill(body=html, content_type="text/html"))
    with page.expect_console_message(lambda message: message.text == "at rest"):
        page.goto(ARTICLE)
    page.wait_for_load_state("networkidle")
    return page, log


def _peers() -> str:
    weights = ", ".join(f"{name} {weight:g} KB" for name, weight in PEERS.items())
    return f"Peers' code before a first render, as measured when this project began: {weights}."
