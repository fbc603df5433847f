"""The house keeps its order: layers, sizes, names, and nothing that the reader's page must never meet."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "commentsvc"
PYTHON = sorted(
    path
    for folder in ("commentsvc", "tests", "bench")
    for path in (ROOT / folder).rglob("*.py")
    # A migration is a record of what was done; it is never read as a whole, nor changed.
    if "versions" not in path.parts
)
SCRIPTS = sorted((PACKAGE / "static").rglob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CATALOGUE_FOLDERS = {"lang"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
SINKS = re.compile(
    r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(|createContextualFragment"
)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_go_down_only():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_python_files_and_functions_are_short(path):
    source = path.read_text()
    limit = 500 if "tests" in path.parts else 300
    assert len(source.splitlines()) <= limit, f"longer than {limit} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"


def test_nearly_all_files_are_small():
    long = [named(path) for path in [*PYTHON, *SCRIPTS] if len(path.read_text().splitlines()) > 250]
    ours = [name for name in long if not name.startswith("tests")]
    assert len(ours) <= 0.05 * len([*PYTHON, *SCRIPTS]), ours


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_scripts_are_short_and_write_no_markup(path):
    source = path.read_text()
    assert len(source.splitlines()) <= 300
    assert not SINKS.search(source)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_are_short_and_have_nothing_inline(path):
    source = path.read_text()
    assert len(source.splitlines()) <= 200
    assert not re.search(r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))", source), "an inline script"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", source), "an inline handler"
    assert "|safe" not in source.replace(" ", "") or named(path).startswith("templates/embed/"), "unescaped output"


def test_no_module_is_called_by_what_it_is_not():
    names = {path.stem for path in PACKAGE.rglob("*.py")} | {path.name for path in PACKAGE.rglob("*") if path.is_dir()}
    assert not names & FORBIDDEN_NAMES


@pytest.mark.parametrize("path", [p for p in PYTHON if PACKAGE in p.parents], ids=named)
def test_public_functions_say_what_they_mean(path):
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree), "the module says nothing"
    for node in tree.body:
        public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        assert not public or ast.get_docstring(node), f"{node.name} says nothing"


def test_nothing_is_left_for_later():
    marks = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X)\b")
    for path in [*PYTHON, *SCRIPTS, *TEMPLATES]:
        assert not marks.search(path.read_text()), named(path)


def test_no_test_sleeps():
    for path in (ROOT / "tests").rglob("*.py"):
        assert "time.sleep" + "(" not in path.read_text(), named(path)
        assert "wait_for_" + "timeout" not in path.read_text(), named(path)


def test_only_config_reads_the_environment():
    for path in PACKAGE.rglob("*.py"):
        assert not re.search(r"os\.environ|getenv", path.read_text()), named(path)


def test_only_one_file_knows_bleach():
    knowing = [
        named(path) for path in PACKAGE.rglob("*.py") if re.search(r"^(import|from) bleach", path.read_text(), re.M)
    ]
    assert knowing == ["commentsvc/domain/markup_html.py"]
