"""A thread that shows everything there is, and a walk through its states, for tests that look at each of them."""

from playwright.sync_api import expect

from . import staged

GROUND = "body { background: light-dark(#fff, #17191b) } @media print { body { background: #fff } }"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
LONG_NAME = "Averylongnamewithoutanyspaceinit" + "x" * 20
# What a reader sees of the thread that reaches beyond the page's left or right edge.
BEYOND = """(element) => [...element.shadowRoot.querySelectorAll(".root *")].filter((one) => {
  if (!one.checkVisibility({ visibilityProperty: true }) || one.closest(".sr, svg")) return false;
  const { left, right, width } = one.getBoundingClientRect();
  return width > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5);
}).map((one) => one.outerHTML.slice(0, 150))"""


def lively(article, **options):
    """Opens a thread with long words, replies, picks, badges, filters, an announcement and house rules."""
    root = article.posted(f"Root words. {LONG_WORD}", author={"name": LONG_NAME})
    answer = article.posted("An answer.", parent_id=root["id"])
    deeper = article.posted(f"A deeper answer. https://example.org/{'path/' * 30}", parent_id=answer["id"])
    assert deeper["status"] == "pending", "links are held: the thread shows what follows without it"
    article.posted("The last word.", parent_id=answer["id"])
    article.serves(staged.everything)
    article.open(**{"csp": None, "css": GROUND, **options}).count(3)
    expect(article.thread.locator(".picks")).to_be_visible()
    return article


def states(article):
    """Brings a lively thread into one state after the other; gives the name of each."""
    thread, keyboard = article.thread, article.page.keyboard
    yield "reading"
    thread.get_by_text("House rules").click()
    expect(thread.get_by_text("Name your sources.")).to_be_visible()
    article.box.click()
    expect(thread.get_by_role("button", name="Post comment")).to_be_visible()
    article.write(f"Written. {LONG_WORD}")
    yield "writing"
    thread.get_by_role("button", name="Preview").click()
    expect(thread.locator(".preview")).to_contain_text("Written.")
    yield "preview"
    thread.get_by_role("button", name="Continue writing").click()
    expect(article.box).to_be_visible()
    article.comment("The last word.").get_by_role("button", name="Reply to").click()
    expect(thread.get_by_role("button", name="Post reply")).to_be_visible()
    yield "replying"
    keyboard.press("Escape")
    expect(thread.locator(".slot form")).to_have_count(0)
    article.comment("The last word.").get_by_role("button", name="More actions").click()
    expect(thread.get_by_role("menu")).to_be_visible()
    yield "menu"
    thread.get_by_role("menuitem", name="Flag").click()
    expect(thread.get_by_role("dialog")).to_be_visible()
    yield "flagging"
    keyboard.press("Escape")
    expect(thread.get_by_role("dialog")).to_have_count(0)


def fits(article) -> None:
    """Nothing of the thread reaches beyond the page, and the page does not scroll sideways."""
    beyond = article.thread.evaluate(BEYOND)
    assert not beyond, "\n".join(beyond)
    width = article.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1]
