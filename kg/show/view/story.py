"""A story told on the page: steps in the reader's order, each a title, a text and a state of the page.

A state names an entity, a line, a path or a card, and filters, in words; it becomes the address that the page itself
would have there, so that a step is what a reader reaches by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from kg.errors import InputError, nearest, offered, shown
from kg.model.records import Knowledge, Literal
from kg.network.timeline import within
from kg.show.view import payload
from kg.terms import stance

MOST = 20
# What speaks where nobody is quoted; records.js calls it so too.
NARRATOR = "the article itself"
Given = str | Path | Sequence[Mapping[str, Any]]
Check = Callable[[Any, str], list[tuple[str, str]]]


def steps(given: Given, knowledge: Knowledge, cards: int) -> list[dict[str, str]]:
    """The steps of a story as the page takes them: title, text, and view, which is an address without its "#".

    Args:
        given: a list of steps, or the path of a file with such a list in JSON. A step is an object with ``title``,
            and, where it has them, ``text`` and ``show``. ``show`` may have one of ``entity`` (a name), ``line`` and
            ``path`` (two names) and ``card`` (its number, from 1), besides ``open`` (names whose neighbours are
            drawn), ``only`` and ``without`` (lists of values by their facet), ``since``, ``until`` (ISO dates) and
            ``table`` (true or false). A name is a label, an id or an alias.
        knowledge: what the page is made of.
        cards: how many cards the page has.

    Raises:
        InputError: for what is no such list of 1 to 20 steps. The message says the file, the step and the part.
    """
    listed, place = (given, "story") if not isinstance(given, str | Path) else (_read(Path(given)), str(given))
    if not isinstance(listed, Sequence) or isinstance(listed, str) or not 1 <= len(listed) <= MOST:
        raise InputError(f"{place}: expected a list of 1 to {MOST} steps, each an object with title, text and show")
    known = _Known(knowledge, cards)
    return [_step(step, f"{place}, step {number}", known) for number, step in enumerate(listed, start=1)]


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"cannot read the story {str(path)!r}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: no JSON in UTF-8 ({error}). A story is a list of steps") from error


def _step(step: Any, place: str, known: _Known) -> dict[str, str]:
    if not isinstance(step, Mapping):
        raise InputError(f"{place}: expected an object with title, text and show, not {shown(str(step))}")
    _only(step, ("title", "text", "show"), place)
    for name in ("title", "text"):
        if not isinstance(step.get(name, ""), str) or (name == "title" and not str(step.get(name, "")).strip()):
            raise InputError(f"{place}: {name!r} has to be text")
    view = step.get("show", {})
    if not isinstance(view, Mapping):
        raise InputError(f'{place}: \'show\' has to be an object, such as {{"entity": "China"}}')
    _only(view, known.parts, f"{place}, show")
    chosen = [name for name in ("entity", "line", "path", "card") if name in view]
    if len(chosen) > 1:
        raise InputError(
            f"{place}, show: {' and '.join(map(repr, chosen))} cannot be chosen at once. Make it two steps"
        )
    pairs = [pair for name, value in view.items() for pair in known.parts[name](value, f"{place}, show.{name}")]
    return {"title": step["title"], "text": step.get("text", ""), "view": urlencode(pairs)}


def _only(value: Mapping[str, Any], known: Iterable[str], place: str) -> None:
    for name in value:
        if name not in known:
            raise InputError(f"{place}: nothing is called {shown(str(name))}; there are {', '.join(known)}")


def _years(knowledge: Knowledge) -> set[str]:
    """The years that statements tell of, as the page's filter has them."""
    times = (node.value for s in knowledge.statements for _, node in s.roles if isinstance(node, Literal))
    return {"not said"} | {time[:4] for time in times if re.match(r"\d{4}(?!\d)", time)}


def _values(knowledge: Knowledge, labels: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What each facet of the filters has: the page's values, by them and by other words for them."""
    documents = sorted(knowledge.documents, key=lambda document: document.id)
    titles = dict(zip((document.id for document in documents), payload._titles(documents), strict=True))
    speakers = {str(s.attribution[-1]) for s in knowledge.statements if s.attribution}
    said = {name: labels.get(name, name) for name in speakers}
    return {
        "stance": _same(map(stance.shown, knowledge.statements)),
        "kind": _same(payload.words(entity.type) for entity in knowledge.entities),
        "relation": _same(payload.relation(s.predicate) for s in knowledge.statements),
        "article": _same(titles.values()) | titles,
        "year": _same(_years(knowledge)),
        "speaker": _same([NARRATOR, *said.values()]) | said,
    }


def _same(values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in values}


class _Known:
    """What the graph has, by the words for it.

    Args:
        knowledge: what the page is made of.
        cards: how many cards the page has.
    """

    def __init__(self, knowledge: Knowledge, cards: int) -> None:
        self.cards = cards
        self.labels = {entity.id: entity.label for entity in knowledge.entities}
        self.ids: dict[str, str] = {}
        for names in (lambda e: (e.id,), lambda e: (e.label,), lambda e: e.aliases):
            for entity in sorted(knowledge.entities, key=lambda entity: entity.id):
                for name in names(entity):
                    self.ids.setdefault(name.casefold(), entity.id)
        self.values = _values(knowledge, self.labels)
        self.parts: dict[str, Check] = {
            "entity": lambda value, place: [("entity", self._id(value, place))],
            "line": lambda value, place: [("line", "~".join(self._ids(value, place, 2)))],
            "path": lambda value, place: [("path", "~".join(self._ids(value, place, 2)))],
            "card": self._card,
            "open": lambda value, place: [("open", "~".join(self._ids(value, place)))],
            "only": lambda value, place: self._facets("only", value, place),
            "without": lambda value, place: self._facets("not", value, place),
            "since": lambda value, place: self._date("since", value, place),
            "until": lambda value, place: self._date("until", value, place),
            "table": self._table,
        }

    def _id(self, name: Any, place: str) -> str:
        if isinstance(name, str) and name.casefold() in self.ids:
            return self.ids[name.casefold()]
        near = offered(nearest(str(name), self.ids, meant={key: self.labels[id] for key, id in self.ids.items()}))
        raise InputError(f"{place}: the graph has no entity {shown(str(name))}{near}")

    def _ids(self, names: Any, place: str, number: int | None = None) -> list[str]:
        if not isinstance(names, Sequence) or isinstance(names, str) or (number is not None and len(names) != number):
            raise InputError(f"{place}: expected a list of {'two ' if number else ''}names, not {shown(str(names))}")
        return [self._id(name, place) for name in names]

    def _card(self, number: Any, place: str) -> list[tuple[str, str]]:
        if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= self.cards:
            raise InputError(f"{place}: this page has cards 1 to {self.cards}, not {shown(str(number))}")
        return [("card", str(number))]

    def _facets(self, which: str, facets: Any, place: str) -> list[tuple[str, str]]:
        if not isinstance(facets, Mapping):
            raise InputError(f'{place}: expected an object of lists by their facet, such as {{"stance": ["denied"]}}')
        _only(facets, self.values, place)
        pairs = []
        for facet, wanted in facets.items():
            if not isinstance(wanted, Sequence) or isinstance(wanted, str) or not wanted:
                raise InputError(f"{place}.{facet}: expected a list of values, not {shown(str(wanted))}")
            for value in map(str, wanted):
                known = self.values[facet]
                if value not in known:
                    raise InputError(
                        f"{place}.{facet}: the graph has no {shown(value)}{offered(nearest(value, known))}"
                    )
                pairs.append((f"{which}-{facet}", known[value]))
        return pairs

    def _date(self, name: str, value: Any, place: str) -> list[tuple[str, str]]:
        try:
            within(None, None, *((str(value), None) if name == "since" else (None, str(value))))
        except InputError as error:
            raise InputError(f"{place}: {error}") from error
        return [(name, str(value))]

    def _table(self, value: Any, place: str) -> list[tuple[str, str]]:
        if not isinstance(value, bool):
            raise InputError(f"{place}: expected true or false, not {shown(str(value))}")
        return [("view", "table")] if value else []
