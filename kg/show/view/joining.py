"""One script made of the page's modules, so that the page stays one file whose policy names the hash of its script.

The modules are ECMAScript modules as a browser loads them, in a plain form: each imports by name, in a line of its
own; each declaration at the top of a module makes one name. They are put behind one another, what is imported first,
without their imports and exports, in one scope, where ``let`` bindings stay alive as they do between modules.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import InputError

_IMPORT = re.compile(
    r"import (?:(?:\{ (?P<names>[\w$, ]+) \}|(?P<value>[\w$]+)) from )?"
    r'"(?P<path>\.\.?/[^"]+)"(?P<json> with \{ type: "json" \})?;'
)
_DECLARED = re.compile(
    r"(?P<export>export )?(?:async )?(?P<kind>function|class|const|let)\*? (?P<name>[\w$]+)(?P<rest>.*)"
)


@dataclass(frozen=True, slots=True)
class _Module:
    """A module taken apart.

    Attributes:
        path: where it stands, below the folder of modules.
        imports: the names that it takes from each module; those of JSON are the one that it gives the value.
        exports: the names that others may take.
        declared: the names that it makes, exported or not.
        text: it without imports and the word ``export``.
    """

    path: str
    imports: Mapping[str, tuple[str, ...]]
    exports: frozenset[str]
    declared: tuple[str, ...]
    text: str


def join(sources: Mapping[str, str], entry: str) -> str:
    """The script that does what loading one module with all that it imports would do.

    Args:
        sources: the text of each module by its path, with slashes; JSON under a path that ends so.
        entry: the path of the module that imports the others.

    Returns:
        A script in strict mode; equal sources give equal text. Modules that ``entry`` does not reach are left out.

    Raises:
        InputError: where a module or a name is missing, is imported and not used, is made by two modules, or where
            modules import each other in a circle. The message names the module.

    >>> join({"main.js": 'import { two } from "./two.js";\\nf(two);', "two.js": "export const two = 2;"}, "main.js")
    '"use strict";\\nconst two = 2;\\nf(two);\\n'
    """
    modules: dict[str, _Module] = {}
    order: list[str] = []
    _visit(sources, entry, (), modules, order)
    home: dict[str, str] = {}
    for path in order:
        for name in modules[path].declared:
            if name in home:
                raise InputError(f"{path}: {name!r} is made in {home[name]} too. Give one of the two another name")
            home[name] = path
    return '"use strict";\n' + "".join(modules[path].text for path in order)


def _visit(
    sources: Mapping[str, str], path: str, above: tuple[str, ...], modules: dict[str, _Module], order: list[str]
) -> None:
    """Puts a module behind all that it imports, in the order in which it names them."""
    if path in above:
        circle = " imports ".join((*above[above.index(path) :], path))
        raise InputError(f"modules import each other in a circle: {circle}. Move what both need into a third")
    if path in modules:
        return
    module = _data(path, sources[path]) if path.endswith(".json") else _module(path, sources[path])
    for other, names in module.imports.items():
        if other not in sources:
            raise InputError(f"{path}: imports {other}, which is no module")
        _visit(sources, other, (*above, path), modules, order)
        for name in names:
            if name not in modules[other].exports and not other.endswith(".json"):
                raise InputError(f"{path}: imports {name!r}, which {other} does not export")
    modules[path] = module
    order.append(path)


def _data(path: str, text: str) -> _Module:
    name = posixpath.basename(path).removesuffix(".json")
    value = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    return _Module(path, {}, frozenset({name}), (name,), f"const {name} = {value};\n")


def _module(path: str, text: str) -> _Module:
    imports: dict[str, tuple[str, ...]] = {}
    exports, declared, kept = set(), [], []
    for number, line in enumerate(text.splitlines(), start=1):
        place = f"{path}:{number}"
        if line.startswith("import "):
            other, names = _imported(path, place, line)
            imports[other] = names
            continue
        if line.startswith("export ") or re.match(r"(?:async |function|class|const|let|var)\b", line):
            name, is_exported = _made(place, line)
            declared.append(name)
            if is_exported:
                exports.add(name)
                line = line.removeprefix("export ")
        kept.append(line)
    body = "".join(f"{line}\n" for line in kept)
    for name in (name for names in imports.values() for name in names):
        if not re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", body):
            raise InputError(f"{path}: imports {name!r} and does not use it")
    return _Module(path, imports, frozenset(exports), tuple(declared), body)


def _imported(path: str, place: str, line: str) -> tuple[str, tuple[str, ...]]:
    """The module that a line imports, and the names."""
    found = _IMPORT.fullmatch(line)
    if not found:
        raise InputError(f'{place}: {line!r} is no import in the form: import {{ one, other }} from "./file.js";')
    other = posixpath.normpath(posixpath.join(posixpath.dirname(path), found["path"]))
    if bool(found["value"]) != other.endswith(".json") or bool(found["json"]) != other.endswith(".json"):
        raise InputError(f'{place}: JSON is imported as: import name from "./name.json" with {{ type: "json" }};')
    if found["value"] and found["value"] != posixpath.basename(other).removesuffix(".json"):
        raise InputError(f"{place}: the value of {other} is called after its file")
    return other, (found["value"],) if found["value"] else tuple(found["names"].split(", ")) if found["names"] else ()


def _made(place: str, line: str) -> tuple[str, bool]:
    """The name that a declaration makes, and whether it is exported."""
    found = _DECLARED.match(line)
    if not found or (found["kind"] in ("const", "let") and any(_more(found["rest"]))):
        raise InputError(f"{place}: {line.strip()!r} is no declaration of one name by function, class, const or let")
    return found["name"], bool(found["export"])


def _more(rest: str) -> Iterator[str]:
    """What else a declaration of one line would declare: a comma outside of brackets and quotes, before a name."""
    depth, quoted = 0, ""
    for place, letter in enumerate(rest):
        if quoted:
            quoted = "" if letter == quoted and rest[place - 1] != "\\" else quoted
        elif letter in "\"'`":
            quoted = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == "," and depth == 0:
            yield rest[place + 1 :]
