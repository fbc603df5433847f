"""What the documents show is there: pictures that are linked exist, and every screen has one in every look."""

import re
from pathlib import Path

import pytest

from tests.pictures.desk import SCREENS
from tests.pictures.photographer import LOOKS

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_picture_that_is_linked_is_there(page):
    linked = re.findall(r"\((pictures/[^)\s]+)\)", page.read_text(encoding="utf-8"))
    assert not [path for path in linked if not (DOCS / path).exists()]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_every_screen_of_the_desk_is_shown_in_every_look(screen):
    gallery = (DOCS / "desk-screens.md").read_text(encoding="utf-8")
    for look in LOOKS:
        assert f"(pictures/{screen.name}{look}.png)" in gallery
