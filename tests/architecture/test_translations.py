"""Everything that people read is said in every language: whole catalogues, and no sentence that went past them."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from jinja2 import nodes

ROOT = Path(__file__).parents[2]
TRANSLATED = ("uk", "ru")
# What is the same in every language.
SAME = {"%(moment)s UTC", "The API"}
# The demo newspaper is content, in the languages of its articles.
CONTENT = ("demo/",)
# Words of templates that stand for themselves: names, keys, formats and commands.
NAMES = {"API", "Ctrl", "Enter", "Esc", "English", "Українська", "Русский", "UTC", "openapi.json"}
ATTRIBUTES = {"alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title"}
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
FOREIGN_LETTERS = {"uk": "[ыэёъЫЭЁЪ]", "ru": "[іїєґІЇЄҐ]"}
TEMPLATES = sorted(
    path
    for path in (ROOT / "templates").rglob("*.*")
    if not str(path.relative_to(ROOT / "templates")).startswith(CONTENT)
)


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The sentences marked in the sources, as `make translations` collects them."""
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    patch = pytest.MonkeyPatch()
    patch.chdir(ROOT)
    try:
        CommandLineInterface().run(
            ["pybabel", "-q", "extract", "-F", "babel.cfg", "-k", "_l", "--ignore-dirs", ".*", "-o", str(target), "."]
        )
    finally:
        patch.undo()
    with target.open("rb") as file:
        return read_po(file)


@cache
def catalogue(language: str):
    with (ROOT / f"commentsvc/translations/{language}/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=language)


def key(message):
    return (message.context, message.id if isinstance(message.id, str) else message.id[0])


def sentences(catalogue) -> dict:
    return {key(message): message for message in catalogue if message.id}


def forms(message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_sentences_are_found_in_code_and_in_every_folder_of_templates(marked):
    places = {place for message in marked for place, _ in message.locations}
    assert {"commentsvc/web/messages.py", "templates/_macros/desk.html", "templates/report/status.html"} <= places


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_nothing_else_is_kept(marked, language):
    ours = sentences(catalogue(language))
    assert sorted(map(str, set(sentences(marked)) - set(ours))) == [], "make translations, then translate these"
    assert sorted(map(str, set(ours) - set(sentences(marked)))) == [], "no longer said: make translations"
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_is_whole(marked, language):
    found = sentences(marked)
    for name, message in sentences(catalogue(language)).items():
        assert not message.fuzzy, name
        assert all(one.strip() for one in forms(message)), f"not translated: {name}"
        if message.pluralizable:
            assert len(forms(message)) == 3, name
        wanted = placeholders(" ".join(message.id) if message.pluralizable else message.id)
        for one in forms(message):
            assert placeholders(one) == wanted, f"{name}: {one}"
            assert name[1] in SAME or re.search("[а-яієї]", one, re.IGNORECASE), f"still English: {name}"
        assert name in found


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_typeset_like_a_newspaper(language):
    for name, message in sentences(catalogue(language)).items():
        for one in forms(message):
            assert not re.search(FOREIGN_LETTERS[language], one), f"a letter of another language: {one}"
            assert not re.search("[\"'“”]| - |\\.\\.\\.", one), f"« », ’, — and … instead: {one}"
            assert " —" not in one, f"a dash does not begin a line; a no-break space before it: {one}"
            assert "  " not in one, one
            english = name[1]
            assert one[-1:] in ".?!:" or english[-1:] not in ".?!:", f"ends unlike {english!r}: {one}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_tells_how_its_language_counts(language):
    head = (ROOT / f"commentsvc/translations/{language}/LC_MESSAGES/messages.po").read_text().partition("\n\n")[0]
    assert f'"Language: {language}\\n"' in head
    assert (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);" in head
    )


class Visible(HTMLParser):
    """The words of a template that a reader would see or hear as they stand."""

    silent = frozenset({"script", "style", "pre", "code", "kbd"})

    def __init__(self):
        super().__init__()
        self.inside: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attributes):
        self.words += [value for name, value in attributes if name in ATTRIBUTES and value]
        if tag in self.silent:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            # A block or macro may hold attributes of a tag that another file opens.
            self.words.append(re.sub(r'[\w-]+="[^"]*"', "", data))


def spoken_in_markup(source: str) -> list[str]:
    """Words outside of expressions."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    parser = Visible()
    parser.feed("".join(text if kind == "data" else "" for _, kind, text in environment.lex(source)))
    parser.close()
    return [word for text in parser.words for word in re.findall(r"[^\W\d_][\w.]*[^\W_]", text)]


def spoken_in_expressions(source: str) -> list[str]:
    """Literal sentences inside expressions that are not handed to gettext: capital first, or with a space."""
    found: list[str] = []

    def walk(node):
        called = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in GETTEXT
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            found.append(node.value)
        if not called:
            for child in node.iter_child_nodes():
                walk(child)

    walk(jinja2.Environment(extensions=["jinja2.ext.i18n"]).parse(source))
    return [text for text in found if re.match(r"[^\W\d_]{2,}.* |[A-ZА-Я][^\W\d_]{2}", text)]


# Constants of expressions that are no sentences: a header's value and a method.
CONSTANTS = {"Authorization: Bearer …", "POST"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_says_nothing_past_the_catalogues(path):
    source = path.read_text()
    markup = source if path.suffix == ".html" else source.replace("<", " ")
    assert [word for word in spoken_in_markup(markup) if word not in NAMES] == []
    said = [text for text in spoken_in_expressions(source) if text not in NAMES | CONSTANTS]
    assert [text for text in said if not re.fullmatch(r"[a-z_ ]+", text)] == []


def test_the_scan_sees_words_in_markup_in_attributes_and_in_expressions():
    assert spoken_in_markup('<p title="Close">{{ _("Good") }} left {% if a %}<code>x</code>{% endif %}</p>') == [
        "Close",
        "left",
    ]
    assert spoken_in_expressions('{{ _("Good") }}{{ "Not good" if bad else button("Save it") }}') == [
        "Not good",
        "Save it",
    ]
