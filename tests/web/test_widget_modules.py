"""The widget's modules as browsers get them: joined into parts, squeezed, and never something broken."""

import re
from pathlib import Path

import pytest

from commentsvc.web.embed import modules
from commentsvc.web.embed.modules import joined

WIDGET = Path(modules.__file__).parents[2] / "static" / "widget"

BASE = 'export const base = "https://x";\nexport function call() {\n  return base;\n}\n'
VIEW = """/** What it is. */

import { call } from "./base.js";
import viewStyle from "./view-style.js";

// Nobody needs this in a browser.
export class View {
  #kept = `a // b ${call()}`;
  open() {
    return import("./menu.js"), viewStyle;
  }
}
"""
STYLE = 'export default `\n/* Why. */\n.a > .b { color: red;\n  margin: 0 calc(1px + 2px); content: "· "; }\n`;\n'
MENU = 'import { View } from "./view.js";\n\nexport function openMenu() {\n  return new View();\n}\n'


@pytest.fixture
def parts(monkeypatch):
    """Two parts in place of the real ones."""
    monkeypatch.setattr(modules, "PARTS", {"base.js": ("base.js",), "view.js": ("view.js",)})
    return {
        "base.js": BASE,
        "view.js": VIEW,
        "view-style.js": STYLE,
        "menu.js": MENU,
        "lang/en.js": "export default {\n  a: 1,\n};",
    }


def test_a_part_takes_in_what_it_needs_and_imports_only_other_parts(parts):
    made = joined(parts)
    assert sorted(made) == ["base.js", "lang/en.js", "menu.js", "view.js"]
    assert made["view.js"].splitlines()[0] == 'import{call}from"./base.js";'
    assert made["view.js"].index("const viewStyle") < made["view.js"].index("class View")
    assert made["view.js"].endswith("export{View};")
    assert made["menu.js"].startswith('import{View}from"./view.js";')
    assert made["lang/en.js"] == "export default{a:1,};"


def test_what_stands_alone_brings_copies_along(parts, monkeypatch):
    monkeypatch.setattr(modules, "ALONE", ("count.js",))
    made = joined(parts | {"count.js": 'import { call } from "./base.js";\n\ncall();\n'})
    assert "import" not in made["count.js"]
    assert "function call" in made["count.js"]
    assert "function call" in made["base.js"]


def test_comments_go_and_text_stays(parts):
    view = joined(parts)["view.js"]
    assert "Nobody" not in view
    assert "What it is" not in view
    assert "`a // b ${call()}`" in view
    assert '`.a>.b{color:red;margin:0 calc(1px + 2px);content:"· "}`' in view


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("view.js", 'import { call as ask } from "./base.js";\n', "renames"),
        ("view.js", 'import look from "./view-style.js";\n', "should import view-style.js as viewStyle"),
        ("view.js", 'import * as all from "./base.js";\n', "not understood"),
        ("view.js", 'export { call } from "./base.js";\n', "not understood"),
        ("view.js", VIEW + "const viewStyle = 1;\n", "declare the same names: viewStyle"),
        ("view.js", VIEW + "const call = 1;\n", "declare the same names: call"),
        ("view.js", VIEW + 'import("./view-style.js");\n', "that is inside view.js"),
        ("view.js", "const a = `b ${c(`d // e`)}`;\n", "template inside a template"),
        ("view.js", 'import { open } from "./base.js";\n', "imports open from base.js, which has no such export"),
        ("base.js", 'import { View } from "./view.js";\n', "in a ring"),
    ],
)
def test_what_is_not_understood_is_refused(parts, name, source, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        joined(parts | {name: source})


def test_a_part_that_is_left_empty_by_those_above_it_is_refused(parts, monkeypatch):
    monkeypatch.setattr(modules, "PARTS", {"view.js": ("view.js",), "base.js": ("base.js",)})
    with pytest.raises(ValueError, match=r"base\.js is left without what it is for: that is inside view\.js"):
        joined(parts)


def test_the_widgets_own_modules_are_understood_and_shrink():
    sources = {path.relative_to(WIDGET).as_posix(): path.read_text() for path in WIDGET.rglob("*.js")}
    made = joined(sources)
    assert {"shared.js", "comment-thread.js", "comment-count.js", "lang/uk.js"} <= set(made)
    assert sum(map(len, made.values())) < 0.8 * sum(map(len, sources.values()))
    assert not re.search(r"^\s*(//|/?\*)", "\n".join(made.values()), re.MULTILINE)
