"""The widget's modules as browsers get them: joined into a few parts, without comments and needless whitespace.

The files in the tree stay small and readable; a reader's browser should not pay for that with two dozen requests.
This happens once per process, when the first module is asked for (docs/adr/0008-joined-modules.md). It relies on how
the files are written, and refuses what it does not understand rather than serving something broken.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rjsmin import jsmin

# Part -> the modules it is for. It also takes in whatever those import and no part above it holds. A module that is
# loaded later, by import("./name.js"), is either in no part or gives the part its name.
PARTS = {
    "shared.js": ("api.js", "element.js", "slices.js", "storage.js"),
    "comment-thread.js": ("comment-thread.js",),
    "site-list.js": ("site-list.js",),
    "latest-comments.js": ("latest-comments.js",),
    "most-discussed.js": ("most-discussed.js",),
    "session.js": ("session.js",),
    "reading.js": ("reading.js",),
    "form-style.js": ("form-style.js",),
    "dress.js": ("dress.js",),
    "mine.js": ("mine.js",),
    "permalink.js": ("permalink.js",),
    "composer.js": ("composer.js",),
    "telling.js": ("telling.js",),
    "refused.js": ("refused.js",),
    "my-comments.js": ("my-comments.js",),
    "article-text.js": ("article-text.js", "article-element.js", "article-reading.js"),
    "correction-notices.js": ("correction-notices.js",),
    "correction-reporter.js": ("correction-reporter.js",),
}
# These come whole, with copies of what they import (nothing there keeps a state): they stand on pages without a thread.
ALONE = ("comment-count.js",)

_IMPORT = re.compile(r'^import (?:\{(?P<names>[^}"]*)\}|(?P<default>\w+)) from "\./(?P<file>[\w-]+\.js)";\n', re.M)
_LATER = re.compile(r'(?:import|[Ll]ater)\("\./(?P<file>[\w-]+\.js)"')
_EXPORT = re.compile(r"^export (?=(?:async function\*?|function\*?|class|const|let) (?P<name>\w+))", re.M)
_DEFAULT = re.compile(r"^export default (?=[`{])", re.M)
_TOP = re.compile(r"^(?:async function\*?|function\*?|class|const|let) (?P<name>\w+)", re.M)
_LEFT_OVER = re.compile(r"^(?:import|export)\b(?!\().*", re.M)
_TEMPLATE = re.compile(r"`[^`]*`")
_NESTED = re.compile(r"\$\{[^}`]*`.*")


@dataclass
class _Module:
    name: str
    imports: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    exports: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    body: str = ""


def joined(sources: dict[str, str]) -> dict[str, str]:
    """The modules by the name under which they are served; ValueError where a source breaks the rules above."""
    modules = {name: _parsed(name, source) for name, source in sources.items() if "/" not in name}
    home = _homes(modules)
    served = {name: [module] for name, module in modules.items() if name not in home}
    served |= {part: [modules[name] for name in home if home[name] == part] for part in PARTS}
    served |= {name: [modules[each] for each in _closure(modules, name)] for name in ALONE if name in modules}
    texts = {name: _written(name, members, modules, home) for name, members in served.items()}
    for module in modules.values():
        for file in module.later:
            if file not in texts:
                raise ValueError(f"{module.name} loads {file} later, but that is inside {home.get(file)}")
    return texts | {name: jsmin(source) for name, source in sources.items() if "/" in name}


def _parsed(name: str, source: str) -> _Module:
    module = _Module(name)
    for found in _IMPORT.finditer(source):
        names = [found["default"]] if found["default"] else re.split(r",\s*", found["names"].strip().rstrip(","))
        if found["default"] and found["default"] != _default_name(found["file"]):
            raise ValueError(f"{name} should import {found['file']} as {_default_name(found['file'])}")
        if not all(re.fullmatch(r"\w+", one) for one in names):
            raise ValueError(f"{name} renames what it imports from {found['file']}")
        module.imports.append((found["file"], tuple(names)))
    if nested := _NESTED.search(source):
        raise ValueError(f"{name} has a template inside a template, which jsmin cannot tell apart: {nested[0]}")
    module.later = tuple(found["file"] for found in _LATER.finditer(source))
    body = _DEFAULT.sub(f"export const {_default_name(name)} = ", _IMPORT.sub("", source))
    module.exports = tuple(found["name"] for found in _EXPORT.finditer(body))
    module.body = _EXPORT.sub("", body)
    if left := _LEFT_OVER.search(module.body):
        raise ValueError(f"{name} has an import or export of a form that is not understood: {left[0]}")
    return module


def _default_name(file: str) -> str:
    """The name of a file's default export: `base-style.js` -> `baseStyle`."""
    first, *rest = file.removesuffix(".js").split("-")
    return first + "".join(word.capitalize() for word in rest)


def _homes(modules: dict[str, _Module]) -> dict[str, str]:
    """Module -> its part."""
    home: dict[str, str] = {}
    for part, roots in PARTS.items():
        for root in roots:
            for name in _closure(modules, root):
                home.setdefault(name, part)
        if part not in home.values() or home.get(part, part) != part:
            raise ValueError(f"{part} is left without what it is for: that is inside {home[roots[0]]}, named above it")
    return home


def _closure(modules: dict[str, _Module], root: str) -> list[str]:
    """A module and all it imports, each after those it needs."""
    found: list[str] = []

    def take(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"modules import each other in a ring: {' -> '.join((*above, name))}")
        if name in found:
            return
        for file, names in modules[name].imports:
            take(file, (*above, name))
            if missing := set(names) - set(modules[file].exports):
                raise ValueError(f"{name} imports {', '.join(sorted(missing))} from {file}, which has no such export")
        found.append(name)

    take(root, ())
    return found


def _written(name: str, members: list[_Module], modules: dict[str, _Module], home: dict[str, str]) -> str:
    inside = {module.name for module in members}
    imported: dict[str, set[str]] = {}
    for module in members:
        for file, names in module.imports:
            if file not in inside:
                imported.setdefault(home.get(file, file), set()).update(names)
    wanted = {export for module in members if module.name == name for export in module.exports}
    for module in modules.values():
        if module.name not in inside and module.name not in ALONE:
            wanted.update(one for file, names in module.imports if file in inside for one in names)
    _check_names(name, members, imported.values())
    lines = [f'import{{{",".join(sorted(names))}}}from"./{file}";' for file, names in sorted(imported.items())]
    lines += [_squeezed(module) for module in members]
    lines += [f"export{{{','.join(sorted(wanted))}}};"] if wanted else []
    return "\n".join(lines)


def _check_names(name: str, members: list[_Module], imported: Iterable[set[str]]) -> None:
    """Joined modules share one scope: what they declare must not clash."""
    declared = [found["name"] for module in members for found in _TOP.finditer(module.body)]
    twice = {one for one in declared if declared.count(one) > 1} | set(declared).intersection(*[set().union(*imported)])
    if twice:
        raise ValueError(f"the modules of {name} declare the same names: {', '.join(sorted(twice))}")


def _squeezed(module: _Module) -> str:
    body = module.body
    if module.name.endswith("-style.js"):
        body = _TEMPLATE.sub(lambda found: _squeezed_css(found[0]), body)
    return jsmin(body)


def _squeezed_css(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>`]) ?", r"\1", text)
    return text.replace(": ", ":").replace(";}", "}")
