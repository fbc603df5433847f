"""Opens pages of the demo as a reader or one of the newsroom would see them, and keeps pictures of them."""

from pathlib import Path

from commentsvc.adapters import key_file
from commentsvc.domain.keys import Keys
from commentsvc.services import corrections
from tests.browser.conftest import NARROW, sign_in

WIDE = {"viewport": {"width": 1280, "height": 880}}
PHONE = {**NARROW, "device_scale_factor": 1.5}
DARK = {"color_scheme": "dark"}
# What a screen's name is followed by in the name of its picture, and how it is looked at.
LOOKS = {"": WIDE, "-narrow": PHONE, "-dark": {**WIDE, **DARK}}


class Photographer:
    """Keeps its pictures in a folder; knows the service and who may sign in."""

    def __init__(self, browser, service, folder: Path):
        self.service = service
        self._browser, self._folder = browser, folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._reports: dict[str, str] = {}

    def new(self, **options):
        """A browser of its own; the machine's zone is not to be seen in any picture."""
        shared = {"locale": "en-GB", "timezone_id": "UTC", "reduced_motion": "reduce"}
        return self._browser.new_context(**shared | options)

    def page(self, **options):
        """A page in a browser of its own."""
        return self.new(**options).new_page()

    def keep(self, page, name: str, **options) -> None:
        """Keep what the window shows, or what `clip` names, and close the browser."""
        page.evaluate("document.fonts.ready")
        page.screenshot(path=self.path(name), **options)
        page.context.close()

    def path(self, name: str) -> Path:
        """Where a picture is kept."""
        return self._folder / f"{name}.png"

    def keep_part(self, part, name: str, margin: int = 16) -> None:
        """Keep what an element takes up, with a margin around it, and close the browser."""
        part.scroll_into_view_if_needed()
        box, window = part.bounding_box(), part.page.viewport_size
        left, top = max(0, box["x"] - margin), max(0, box["y"] - margin)
        right = min(window["width"], box["x"] + box["width"] + margin)
        bottom = min(window["height"], box["y"] + box["height"] + margin)
        clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        self.keep(part.page, name, clip=clip)

    def article(self, page, key: str):
        """A demo article with its thread drawn."""
        page.goto(self.service.article(key))
        page.locator("comment-thread").evaluate("(one) => one.scrollIntoView()")
        page.locator("comment-thread").get_by_role("heading").first.wait_for()
        return page

    def desk(self, path: str, role: str = "editor", **options):
        """A page of the desk, one of the demo's newsroom signed in."""
        page = sign_in(self, self.service, role, **options)
        page.goto(f"/desk/daily/{path}")
        page.locator("header.bar").wait_for()
        return page

    def report(self, words: str) -> str:
        """The public id of the demo's report about some words."""
        if words not in self._reports:
            page = self.desk(f"reports?state=open&q={words}")
            if not page.locator("[data-card]").count():
                page.goto(f"/desk/daily/reports?state=closed&q={words}")
            self._reports[words] = page.locator("[data-card]").first.get_attribute("id").removeprefix("r-")
            page.context.close()
        return self._reports[words]

    def status_page(self, words: str) -> str:
        """The private address at which the reader follows that report."""
        keys = Keys(key_file.load_or_create(self.service.data_dir / "secret.key"))
        return f"{self.service.url}/report/{corrections.token(keys, self.report(words))}"
