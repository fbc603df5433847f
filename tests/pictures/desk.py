"""The screens of the desk, each wide, narrow and dark: a new screen is a new row of the table."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.pictures.photographer import LOOKS, Photographer

# Seconds in which the job has looked for all reports of the demo.
LOOKED_FOR_WITHIN = 60
# The row of a thread with something in it.
_DISCUSSED = "main .row:has-text('The bridge is open again')"


def _as_it_is(_page: Page) -> None:
    """Nothing is done before the picture."""


def _first_card(page: Page) -> None:
    page.keyboard.press("j")
    page.evaluate("scrollTo(0, 0)")


def _compact(page: Page) -> None:
    page.get_by_role("button", name="Compact").click()
    expect(page.locator("body.compact")).to_be_visible()
    _first_card(page)


def _once_looked_for(page: Page) -> None:
    """The reports are looked for in the articles' wording of now by a job: reload until it has been there."""
    deadline = time.monotonic() + LOOKED_FOR_WITHIN
    while page.locator(".badge.looks-fixed").count() < 2:
        assert time.monotonic() < deadline, "no report looks fixed"
        page.reload()


def _two_chosen(page: Page) -> None:
    boxes = page.locator("[data-choose]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.evaluate("scrollTo(0, 0)")


def _first_author(page: Page) -> None:
    page.locator("[data-card] h2 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def _more_choices(page: Page) -> None:
    page.get_by_text("Author, status, reason, days").click()
    page.evaluate("scrollTo(0, 0)")


def _sides(page: Page) -> None:
    expect(page.locator(".sides")).to_be_visible()
    page.locator(".sides .mark.this").first.evaluate("(one) => one.scrollIntoView({ block: 'center' })")


def _new_notice(page: Page) -> None:
    page.get_by_role("link", name="Publish a notice").click()
    page.get_by_label("What readers are told").fill(
        "An earlier version of this article said that Mill Bridge was built in 1936. It was opened in 1926."
    )
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Readers will see")).to_be_visible()


def _first_notice(page: Page) -> None:
    page.locator("[data-card] .where a, .card a").first.click()
    expect(page.get_by_role("button", name="Approve and publish")).to_be_visible()


def _a_list(page: Page) -> None:
    page.get_by_label("Name").fill("Advertising")
    page.get_by_label("Words").fill(
        "earn*\nbitcoin\n# What was sent under every article in autumn\npassive income\nchannel"
    )


def _a_list_looked_at(page: Page) -> None:
    _a_list(page)
    page.get_by_label("Try a sentence").fill("E a r n at home: b1tc0in, and the chan-nel is free")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_text("It would stop at 3 places")).to_be_visible()


def _a_list_tried(page: Page) -> None:
    _a_list(page)
    page.get_by_label("Words").fill("work*\nferry")
    page.get_by_role("button", name="Try it on the last month").click()
    expect(page.get_by_role("button", name="Go on to change or save it")).to_be_visible(timeout=30_000)


def _changed_rules(page: Page) -> None:
    """The house rules are changed twice, for each look anew, and their history is opened."""
    fair = "Write about the article. Be fair to those it is about, and say where you have it from."
    for words in (fair, fair.replace("Be fair", "Be kind")):
        page.get_by_label("House rules").fill(words)
        page.get_by_role("button", name="Save the settings").click()
        expect(page.get_by_text("The settings are changed.")).to_be_visible()
        expect(page.get_by_label("House rules")).to_have_value(words)
    page.get_by_role("link", name="House rules").click()
    expect(page.get_by_role("heading", level=1, name="History")).to_be_visible()


def _first_link(selector: str) -> Callable[[Page], None]:
    """Follows the first link that a selector finds."""

    def follow(page: Page) -> None:
        before = page.url
        page.locator(selector).first.click()
        page.wait_for_url(lambda url: url != before)
        page.locator("header.bar").wait_for()

    return follow


def _a_ban(page: Page) -> None:
    _first_author(page)
    page.goto(f"{page.url}?give=ban")
    page.locator("main form").first.scroll_into_view_if_needed()


def _everything(page: Page) -> None:
    page.get_by_role("button", name="Decide about everything in this list").click()
    expect(page.get_by_text("These, as they are now, and no others")).to_be_visible()


def _signed_out(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/desk/sign-in")


def _second_factor(page: Page) -> None:
    begin = page.get_by_role("button", name="Set it up")
    if begin.count():  # begun for an earlier look, it goes on
        begin.click()
    expect(page.locator("[data-secret]")).to_be_visible()


@dataclass(frozen=True)
class Screen:
    """A page of the desk: its picture's name, its path on the demo's site, and what is done there before the picture.

    In the path, `{report:words}` stands for the id of the demo's report about these words.
    """

    name: str
    path: str
    before: Callable[[Page], None] = _as_it_is
    role: str = "editor"


SCREENS = (
    Screen("desk-queue", "comments?queue=waiting&order=newest", _first_card, "moderator"),
    Screen("desk-compact", "comments?queue=waiting&order=newest", _compact, "moderator"),
    Screen("desk-reports", "reports?state=open", _first_card),
    Screen("desk-looks-fixed", "reports?state=fixed", _once_looked_for),
    Screen("desk-overdue", "reports?state=overdue&order=due"),
    Screen("desk-together", "reports?state=new", _two_chosen),
    Screen("desk-report", "reports/{report:Halaychuk}"),
    Screen("desk-sides", "reports/{report:recieved}", _sides),
    Screen("desk-notice-writing", "reports/{report:1936}", _new_notice),
    Screen("desk-notice-waiting", "notices?state=waiting", _first_notice),
    Screen("desk-notices", "notices?state=published"),
    Screen("desk-appeals", "legal/appeals", role="administrator"),
    Screen("desk-statements", "legal/statements", role="administrator"),
    Screen("desk-legal", "legal", role="moderator"),
    Screen("desk-legal-notice", "legal", _first_link("[data-card] h2 a, .card h2 a"), "moderator"),
    Screen("desk-legal-figures", "legal/figures", role="moderator"),
    Screen("desk-legal-settings", "settings/legal", role="administrator"),
    Screen("desk-raid", "raid", role="moderator"),
    Screen("desk-figures", "figures"),
    Screen("desk-overview", ""),
    Screen("desk-many", "comments?queue=new", _two_chosen, "moderator"),
    Screen("desk-search", "comments?queue=all&words=market", _more_choices, "moderator"),
    Screen("desk-reader", "comments?queue=rejected", _first_author, "moderator"),
    Screen("desk-comment-figures", "figures/comments?period=month", role="moderator"),
    Screen("desk-log", "log", role="moderator"),
    Screen("desk-threads", "threads", role="moderator"),
    Screen("desk-settings", "settings", role="administrator"),
    Screen("desk-screening", "settings/screening", role="administrator"),
    Screen("desk-word-list", "settings/screening/words", _a_list_looked_at, "administrator"),
    Screen("desk-rule-trial", "settings/screening/words", _a_list_tried, "administrator"),
    Screen("desk-setting-history", "settings", _changed_rules, role="administrator"),
    Screen("desk-scorer", "settings/scorer", role="administrator"),
    Screen("desk-site", "settings/site", role="administrator"),
    Screen("desk-reasons", "settings/reasons", role="administrator"),
    Screen("desk-answers", "settings/answers", role="administrator"),
    Screen("desk-people", "people", role="administrator"),
    Screen("desk-person", "people", _first_link("main .row-title a"), "administrator"),
    Screen("desk-comment", "comments?queue=flagged", _first_link("[data-card] .card-head .meta a"), "moderator"),
    Screen("desk-everything", "comments?queue=new", _everything, "moderator"),
    Screen("desk-ban", "comments?queue=all", _a_ban, "moderator"),
    Screen("desk-thread", "threads", _first_link(f"{_DISCUSSED} .meta > a"), "moderator"),
    Screen("desk-thread-settings", "threads", _first_link(f"{_DISCUSSED} .meta span a"), "moderator"),
    Screen("desk-webhooks", "settings/webhooks", role="administrator"),
    Screen("desk-external-check", "settings/external-check", role="administrator"),
    Screen("desk-erasure", "erasure", role="administrator"),
    Screen("desk-background", "background", role="administrator"),
    Screen("desk-mails", "mails", role="administrator"),
    Screen("desk-embed-check", "embed-check"),
    Screen("desk-alerts", "alerts"),
    Screen("desk-keys", "keys"),
    Screen("desk-account", "../account/"),
    Screen("desk-second-factor", "../account/second-factor", _second_factor),
    Screen("desk-sign-in", "", _signed_out),
)


def screens(photographer: Photographer) -> None:
    """Every screen of the table in every look."""
    for screen in SCREENS:
        path, words = screen.path, ""
        if "{report:" in path:
            words = path.partition("{report:")[2].rstrip("}")
            path = path.replace(f"{{report:{words}}}", photographer.report(words))
        for look, options in LOOKS.items():
            page = photographer.desk(path, screen.role, **options)
            screen.before(page)
            photographer.keep(page, screen.name + look)
