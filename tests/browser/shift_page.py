"""What a moderator's shift needs: a flood of comments, the hands that clear it by keys alone, and what readers then see."""

from dataclasses import dataclass

from playwright.sync_api import expect

from .desk_page import post_comment
from .test_desk_people import code_of, set_up

WAITING = "/desk/daily/comments?queue=waiting&order=oldest"
# Where the hands are: at a card (its id and its words), nowhere for the moment, or at the end.
AT = """() => {
  if (document.querySelector("[data-cards][aria-busy=true]")) return null;
  const card = document.querySelector("[data-card].current:not(.busy)");
  if (card) return { id: card.id.slice(2), words: card.querySelector(".body").textContent };
  const empty = document.querySelector("[data-empty]");
  return empty && !empty.hidden ? { id: "", words: "" } : null;
}"""
# What readers write: held for its link, or published and flagged by others.
TEXTS = {
    "fine": "The photographs of 1936 are in the archive, box {0}: https://archive.example/{0}",
    "insult": "Only idiots like you believe what stands at https://insult.example/{0}",
    "off_topic": "Did anybody watch the football? https://football.example/{0}",
    "spam": "Watches, cheap watches, {0} of them! https://watches.example/{0}",
    "flagged": "The mayor has promised it {0} times and built nothing.",
}
KEYS = {"fine": "a", "insult": "r1", "off_topic": "r3", "spam": "s", "flagged": "a"}
STAYS = ("fine", "flagged")


@dataclass
class Flood:
    """What was posted: each comment's kind, and the articles under which they stand."""

    kinds: dict[str, str]
    articles: list[str]

    @property
    def to_be_seen(self) -> set[str]:
        """The comments that a moderator of sound judgement lets readers see."""
        return {comment for comment, kind in self.kinds.items() if kind in STAYS}


def pour(service, page, kinds) -> Flood:
    """Post comments of these kinds under five articles; what is to be flagged is flagged."""
    articles = [service.fresh_key() for _ in range(5)]
    flood = Flood({}, articles)
    reader = page.request.post(f"{service.url}/api/v1/sites/daily/session", data={"name": "Ben"}).json()["token"]
    for number, kind in enumerate(kinds):
        words = TEXTS[kind].format(number)
        comment = post_comment(service, page, words, f"Reader {number % 40}", articles[number % len(articles)])
        flood.kinds[comment] = kind
        if kind == "flagged":
            flag = {"reason": "misinformation"}
            headers = {"Authorization": f"Bearer {reader}"}
            answer = page.request.put(f"{service.url}/api/v1/comments/{comment}/flag", data=flag, headers=headers)
            assert answer.ok, answer.text()
    return flood


def seen_by_readers(service, page, flood: Flood) -> set[str]:
    """The comments that the public pages of the articles hold, page by page."""
    found = set()
    for key in flood.articles:
        cursor = ""
        while cursor is not None:
            where = {"key": key, "sort": "oldest", "limit": "50"} | ({"cursor": cursor} if cursor else {})
            answer = page.request.get(f"{service.url}/api/v1/sites/daily/thread", params=where).json()
            found |= {one["id"] for one in answer["comments"]}
            cursor = answer["next_cursor"]
    return found


class Hands:
    """A moderator who touches no mouse, and counts what they press."""

    def __init__(self, page):
        self.page = page
        self.pressed = 0

    def press(self, keys: str) -> None:
        """Single keys, one after the other, as fast as the page takes them."""
        for key in keys:
            self.page.keyboard.press(f"Shift+{key}" if key.isupper() else key)
            self.pressed += 1

    def at(self) -> dict:
        """The card that the next key is for; an id of "" at the end of the list."""
        return self.page.wait_for_function(AT).json_value()

    def begin(self) -> None:
        """Open the list of what waits, and go to its first card."""
        self.page.goto(WAITING)
        self.press("j")
        expect(self.page.locator("[data-card]").first).to_be_focused()

    def walk_to(self, comment: str) -> None:
        """Press j until a card is the current one."""
        while self.at()["id"] != comment:
            self.press("j")

    def reach(self, target) -> None:
        """Press Tab until something has the focus."""
        for _ in range(40):
            if target.evaluate("(one) => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")


def sign_in_with_code(page, email: str, password: str) -> None:
    """Sign in by keyboard with a password, set up a second factor, and come back with password and code."""
    _give(page, email, password)
    expect(page.get_by_role("contentinfo")).to_be_visible()
    secret = set_up(page)
    page.get_by_role("link", name="I have kept them").press("Enter")
    page.get_by_role("button", name="Sign out").press("Enter")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    _give(page, email, password)
    expect(page.get_by_label("The six digits")).to_be_focused()
    page.keyboard.type(code_of(secret, 1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What waits")).to_be_visible()


def _give(page, email: str, password: str) -> None:
    page.goto("/desk/sign-in?next=/desk/daily/")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
