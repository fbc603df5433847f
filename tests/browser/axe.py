"""What axe-core finds, once a page has come to rest."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def findings(page, **options) -> list[tuple[str, list[str]]]:
    """The rules that the page breaks, each with the elements and why; `options` are those of `Axe.run`.

    A click returns when what it asks for has only begun. Without its style sheet every colour would be the browser's
    own, and what is being asked for is no state that anybody looks at for long: both are waited for.
    """
    page.wait_for_load_state("load")
    expect(page.locator('[aria-busy="true"], .card.busy')).to_have_count(0)
    # It stays in the document, and is half a megabyte to read.
    known = page.evaluate("'axe' in window")
    results = (Axe("0") if known else Axe()).run(page, **options).response
    assert results["passes"], "axe-core looked at nothing"
    return [
        (one["id"], [f"{node['html']}: {node['failureSummary']}" for node in one["nodes"]])
        for one in results["violations"]
    ]
