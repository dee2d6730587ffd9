"""Which column or field of a row is what: text, headline, day, publisher, id; and what remains is kept beside them.

Names are taken in any case and with any marks ("Published At"), as ``ontology/words/fields.tsv`` has them; what the
user says goes before. A row without an id gets one that is made of what it says, so that it is the same wherever the
row stands.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.errors import DocumentError, InputError, nearest, offered, shown
from kg.terms.words import word_list
from kg.text import dating
from kg.text.inputs import markup
from kg.text.inputs.article import OwnError

PARTS_OF_ARTICLES = {
    "text": "fields of the text",
    "title": "fields of the headline",
    "date": "fields of the day of publication",
    "source": "fields of the publisher",
    "id": "fields of the id",
    "url": "fields of the address",
}
_TAKEN = tuple(name for name in PARTS_OF_ARTICLES if name != "date")
# Which names of a row are what: the roles, and of each the names in the order in which they are asked.
Assigned = Mapping[str, Sequence[str]]

_WITHIN = word_list("parts of a field")
# What Python and pandas have in place of a value that is not there.
_NOTHING = frozenset(("None", "nan", "NaT", "<NA>"))
# Columns that a message lists.
_LISTED = 12


# By which fields the statements, the events and the figures of a build are known that kg writes.
_OWN = (
    frozenset(("doc", "predicate", "evidence", "polarity")),
    frozenset(("doc", "plover", "evidence")),
    frozenset(("documents", "words", "statements", "cpu_seconds")),
)


class Row(NamedTuple):
    """An article as a file has it, before it is known which field is what.

    Attributes:
        place: where it stands: "line 3", "object 2"; empty where the file is the article.
        values: by the names that the file gives them; or what is wrong with the row.
    """

    place: str
    values: Mapping[str, object] | str


class _Said(NamedTuple):
    """A field that says something, with its name."""

    name: str
    value: str

    @classmethod
    def all(cls, row: Mapping[str, object], names: Iterable[str], between: str = ", ") -> list[_Said]:
        return [cls(name, value) for name in names if (value := _plain(row[name], between))]


class Article(NamedTuple):
    """What a row says, as text; ``dates`` are all that may tell its day, the best first."""

    text: str
    title: str | None
    dates: tuple[str, ...]
    source: str | None
    id: str | None
    url: str | None
    fields: tuple[tuple[str, str], ...]


def columns(told: str | Mapping[str, str] | None) -> dict[str, str]:
    """What a user says of columns: the role of each, with its name.

    Args:
        told: "text=body,date=published", or the same as a mapping.

    Raises:
        InputError: if it is of another form, or there is no such role.

    >>> columns("text=body, date=published")
    {'text': 'body', 'date': 'published'}
    """
    if told is None:
        return {}
    form = "Write text=COLUMN,date=COLUMN; there are " + ", ".join(PARTS_OF_ARTICLES)
    if isinstance(told, Mapping):
        pairs: Iterable[tuple[object, object]] = told.items()
    elif isinstance(told, str):
        pairs = [(role, name) for role, _, name in (part.partition("=") for part in told.split(","))]
    else:
        raise InputError(f"columns are given as a mapping of names, and this is {shown(repr(told))}. {form}")
    found: dict[str, str] = {}
    for role, name in pairs:
        role, name = str(role).strip(), str(name).strip()
        if role not in PARTS_OF_ARTICLES:
            raise InputError(
                f"no part of an article is called {shown(role)}{offered(nearest(role, PARTS_OF_ARTICLES))}. {form}"
            )
        if not name:
            raise InputError(f"no column is named for {role!r}. {form}")
        if role in found:
            raise InputError(f"two columns are named for {role!r}: {found[role]!r} and {name!r}. Name one")
        found[role] = name
    return found


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def assigned(names: Iterable[str], told: Mapping[str, str]) -> Assigned:
    """Which of these names are what.

    >>> assigned(["ID", "Headline", "Published At", "body", "section"], {})
    {'text': ['body'], 'title': ['Headline'], 'date': ['Published At'], 'source': [], 'id': ['ID'], 'url': []}
    >>> assigned(["text", "original"], {"text": "Original"})["text"]
    ['original']
    """
    return _assigned(tuple(names), tuple(sorted(told.items())))


@lru_cache(maxsize=256)
def _assigned(names: tuple[str, ...], told: tuple[tuple[str, str], ...]) -> Assigned:
    spelt: dict[str, list[str]] = {}
    for name in names:
        spelt.setdefault(_letters(name), []).append(name)
    chosen = dict(told)
    taken = {_named(name, names) for name in chosen.values()}
    found: dict[str, list[str]] = {}
    for role, listed in PARTS_OF_ARTICLES.items():
        if role in chosen:
            own = _named(chosen[role], names)
            found[role] = [own] if own is not None else []
        else:
            candidates = (name for known in word_list(listed) for name in spelt.get(known, ()))
            found[role] = [name for name in dict.fromkeys(candidates) if name not in taken]
    return found


def _named(wanted: str, names: Iterable[str]) -> str | None:
    """The name that a user means: as written, else in any case."""
    names = list(names)
    return wanted if wanted in names else next((n for n in names if _letters(n) == _letters(wanted)), None)


def check_own(names: Iterable[str]) -> None:
    """Nothing, where the names of columns or fields are none of a file that kg wrote.

    Raises:
        OwnError: if it is.
    """
    there = set(names)
    if any(own <= there for own in _OWN):
        raise OwnError


def check_columns(names: Iterable[str], told: Mapping[str, str]) -> None:
    """Nothing, where the names that a user told are all there.

    Raises:
        DocumentError: if one is not.
    """
    names = list(dict.fromkeys(names))
    for role, name in sorted(told.items()):
        if _named(name, names) is None:
            near = offered(nearest(name, names))
            raise DocumentError(f"has no column {shown(name)}, which is to be its {role}{near}. It has {listed(names)}")


def check_text(names: Sequence[str], told: Mapping[str, str]) -> None:
    """Nothing, where one of the names is that of the text.

    Raises:
        DocumentError: if none is; the message says how to name one.
    """
    check_columns(names, told)
    if not assigned(names, told)["text"]:
        raise DocumentError(
            f"no column is known as the text; it has {listed(names)}. Name the one that holds the articles: "
            "--columns text=COLUMN, in Python columns={'text': 'COLUMN'}"
        )


def listed(names: Sequence[str]) -> str:
    """Names as messages list them."""
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(shown(name, 40) for name in names[:_LISTED]) + more


def article(row: Row, told: Mapping[str, str]) -> Article:
    """What a row says. Of a file that is one article the text is taken as it is, and its name is its id.

    Args:
        row: by the names that its file gives them.
        told: roles and the columns that the user named for them.

    Raises:
        DocumentError: if it has no text, or is broken.
    """
    if isinstance(row.values, str):
        raise DocumentError(row.values)
    names = assigned(row.values, told)
    chosen = {role: one for role in _TAKEN if (one := _said(row.values, names, role))}
    if "text" not in chosen:
        raise DocumentError(_without_text(row.values, names["text"]))
    dates = _Said.all(row.values, names["date"])
    said = {role: one.value for role, one in chosen.items()}
    if row.place and markup.is_html(said["text"]):
        said = {role: (markup.text if role == "text" else markup.line)(words) for role, words in said.items()}
    # The address stays a field of its own, as who reads an edge wants to go there; so does the id of a lone message.
    staying = ("url",) if row.place else ("url", "id")
    gone = {one.name for one in (*chosen.values(), *dates[:1]) if one not in map(chosen.get, staying)}
    title, source, id, url = (said.get(role) for role in ("title", "source", "id", "url"))
    days = tuple(date.value for date in dates)
    return Article(said["text"], title, days, source, id, url, _others(row.values, gone))


def _others(values: Mapping[str, object], gone: Collection[str]) -> tuple[tuple[str, str], ...]:
    """What a row says in other fields than these."""
    kept = {pair for name, value in values.items() if name not in gone for pair in _kept(name, value)}
    return tuple(sorted(kept))


def _said(row: Mapping[str, object], names: Assigned, role: str) -> _Said | None:
    """The first of the fields of a role that says something."""
    between = "\n\n" if role == "text" else ", "
    return next(iter(_Said.all(row, names[role], between)), None)


def _without_text(row: Mapping[str, object], names: Sequence[str]) -> str:
    if names:
        return f"has no text in its field {names[0]!r}. Give each row a text, or leave it out"
    return (
        f"has no text: its fields are {listed(list(row)) or 'none'}. Give each row a field text, or name the one that "
        "is: --columns text=COLUMN, in Python columns={'text': 'COLUMN'}"
    )


def _kept(name: str, value: object) -> list[tuple[str, str]]:
    """A field that is none of an article's own, with each of its values; what is more than a value, as JSON."""
    values = value if isinstance(value, list | tuple | set | frozenset) else [value]
    texts = (_as_json(one) if isinstance(one, Mapping | list | tuple) else _plain(one) for one in values)
    return [(name.strip(), text) for text in texts if text and name.strip()]


def _as_json(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str, sort_keys=True) if value else ""
    except (TypeError, ValueError):  # keys of several types, or what holds itself, as Python may give them
        return str(value)


def _plain(value: object, between: str = ", ") -> str:
    """A value as text: of an object its name, of a list its members; "" where it says nothing."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, Mapping):
        parts = {_letters(str(name)): part for name, part in value.items()}
        return next((text for name in _WITHIN if isinstance(text := parts.get(name), str) and text.strip()), "")
    if isinstance(value, list | tuple):
        return between.join(text for part in value if (text := _plain(part)))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if (text := str(value)) in _NOTHING else text


def made_id(article: Article) -> str:
    """An id of what an article says, for a row that has none: the same wherever the row stands."""
    content = "\0".join([article.text, article.title or "", *article.dates[:1], article.source or ""])
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def ids(articles: Sequence[Article]) -> list[str]:
    """The id of each article of a file: its own, else its address, else one that is made of what it says.

    An address that leads to several articles tells none of them apart.
    """
    said: dict[str, set[str]] = {}
    for one in articles:
        if one.id is None and one.url is not None:
            said.setdefault(one.url, set()).add(one.text)
    own = (one.id or (one.url if one.url is not None and len(said.get(one.url, ())) == 1 else None) for one in articles)
    return [(id or made_id(one)).strip() for id, one in zip(own, articles, strict=True)]


def order_of_dates(articles: Sequence[Article]) -> bool | None:
    """Whether the days of a file put the day before the month; None where none of them tells."""
    return dating.is_day_first([date for one in articles for date in one.dates])


def first_readable(dates: Sequence[str], is_day_first: bool | None) -> str | None:
    """The first of an article's days that can be read, as ISO 8601."""
    return next((day for date in dates if (day := dating.told(date, is_day_first=is_day_first))), None)
