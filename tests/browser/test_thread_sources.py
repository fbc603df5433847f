"""The widget's own files: no way to inject markup, no chain of modules, complete languages."""

import re
from pathlib import Path

import pytest

from commentsvc.web.embed.modules import joined

WIDGET = Path(__file__).parents[2] / "commentsvc" / "static" / "widget"
MODULES = sorted(WIDGET.glob("*.js"))
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|\.cssText|"
    r"setHTML|createContextualFragment|[\"']style[\"']\s*[:,]"
)
SERVED = joined({path.relative_to(WIDGET).as_posix(): path.read_text() for path in WIDGET.rglob("*.js")})
STATIC_IMPORT = re.compile(r'^import[^"]*?"\./([\w-]+\.js)"', re.MULTILINE)


def closure(name):
    """Every part that loads with this one."""
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += STATIC_IMPORT.findall(SERVED[one])
    return found


def loader_lists():
    """The loader's lists of parts by element."""
    table = re.search(r"PARTS = \{(.*?)\n\};", (WIDGET / "embed.js").read_text(), re.DOTALL)[1]
    found = re.findall(r'"([\w-]+)": "(.*?)"', table)
    parts = {element: [element, *(one for one in files.split() if "/" not in one)] for element, files in found}
    return {element: {f"{part}.js" for part in named} for element, named in parts.items()}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_no_module_can_turn_text_into_markup_or_inline_style(module):
    assert FORBIDDEN.findall(module.read_text()) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_modules_stay_small(module):
    assert len(module.read_text().splitlines()) <= 300


@pytest.mark.parametrize("element", sorted(loader_lists()))
def test_the_loader_fetches_all_parts_of_an_element_side_by_side_and_no_others(element):
    assert loader_lists()[element] == closure(f"{element}.js")


FLATTEN = """async ([base, name]) => {
  const messages = (await import(`${base}/embed/assets/dev/lang/${name}.js`)).default;
  const holes = (text) => [...new Set(text.match(/\\{\\w+\\}/g) ?? [])].sort().join();
  return Object.fromEntries(Object.entries(messages).map(([key, value]) =>
    typeof value === "string" ? [key, { holes: holes(value) }] : [key, { holes: holes(value.other), forms: Object.keys(value) }]));
}"""
FORMS = {"en": {"one", "other"}, "uk": {"one", "few", "many", "other"}, "ru": {"one", "few", "many", "other"}}


@pytest.mark.parametrize("part", sorted(path.name[: -len("en.js")] for path in (WIDGET / "lang").glob("*en.js")))
def test_every_language_has_every_sentence_and_every_plural(page, service, part):
    page.goto(service.newspaper)
    catalogues = {lang: page.evaluate(FLATTEN, [service.url, f"{part}{lang}"]) for lang in FORMS}
    english = {key: value["holes"] for key, value in catalogues["en"].items()}
    for lang, messages in catalogues.items():
        assert {key: value["holes"] for key, value in messages.items()} == english, lang
        for key, value in messages.items():
            assert set(value.get("forms") or FORMS[lang]) == FORMS[lang], (lang, key)


def test_every_sentence_a_module_asks_for_is_in_the_catalogues():
    keys = set()
    for path in (WIDGET / "lang").glob("*en.js"):
        keys |= set(re.findall(r"^  (\w+):", path.read_text(), re.MULTILINE))
    asked = {}
    for module in MODULES:
        for key in re.findall(r'\bt\(\s*"(\w+)"', module.read_text()):
            asked.setdefault(key, module.name)
    assert {key: name for key, name in asked.items() if key not in keys} == {}
