"""Rows of JSON: a list of objects, one object, objects in a wrapper, or one a line; and rows that Python gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.errors import DocumentError
from kg.terms.words import word_list
from kg.text.inputs.fields import Row, assigned, check_own

_WRAPPERS = word_list("wrappers of articles")
# How deep within others the list of articles may stand.
_DEEPEST = 4
FORM = '{"id": ..., "text": ...}'
_NO_OBJECT = f"is no JSON object. Write {FORM}"


def lines(text: str, told: Mapping[str, str]) -> Iterator[Row]:
    """The rows of JSON Lines; of a file that is one list or object all the same, those of that.

    Raises:
        DocumentError: if the file is one list or object, and holds no articles.
    """
    parsed = [(number, _parsed(line)) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    are_objects = any(isinstance(value, dict) for _, value in parsed)
    if not are_objects and (len(parsed) == 1 or isinstance(parsed[0][1], ValueError)):
        whole = _parsed(text)
        if isinstance(whole, list | dict):
            yield from _articles(whole, told)
            return
    for number, value in parsed:
        if isinstance(value, Exception):
            yield Row(f"line {number}", f"is no JSON ({_reason(value)}). Write one object a line: {FORM}")
        elif isinstance(value, dict):
            yield Row(f"line {number}", value)
        else:
            yield Row(f"line {number}", _NO_OBJECT)


def whole(text: str, told: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a JSON file: those of a list, of a wrapper, or the only one; of JSON Lines all the same, its lines.

    Raises:
        DocumentError: if it is no JSON, or holds no articles.
    """
    found = _parsed(text)
    if isinstance(found, json.JSONDecodeError) and isinstance(_parsed(text.lstrip().partition("\n")[0]), dict):
        yield from lines(text, told)
        return
    if isinstance(found, json.JSONDecodeError):
        raise DocumentError(
            f"line {found.lineno}: is no JSON ({found.msg}, column {found.colno}). Write a list of {FORM}"
        )
    if isinstance(found, Exception):
        raise DocumentError(f"is no JSON ({_reason(found)}). Write a list of {FORM}")
    yield from _articles(found, told)


def given(rows: Iterable[Mapping[str, object]]) -> Iterator[Row]:
    """Rows that Python gives, each with its place among them, from 0."""
    for number, row in enumerate(rows):
        yield Row(f"entry {number}", {str(name): value for name, value in row.items()})


def _parsed(text: str) -> Any:  # Any: whatever JSON may hold
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return error


def _reason(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _articles(found: Any, told: Mapping[str, str]) -> Iterator[Row]:
    if isinstance(found, dict):
        check_own(found)
    listed = _listed(found, told, _DEEPEST)
    if listed is None:
        raise DocumentError(f"no list of articles and no object with a field text is in it. Write a list of {FORM}")
    for number, value in enumerate(listed, start=1):
        if isinstance(value, str):
            yield Row(f"object {number}", {"text": value})
        elif isinstance(value, dict):
            yield Row(f"object {number}", _unwrapped(value, told))
        else:
            yield Row(f"object {number}", _NO_OBJECT)


def _listed(found: Any, told: Mapping[str, str], deepest: int) -> list[Any] | None:
    """The articles of some JSON; None where there are none."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict) or not deepest:
        return None
    if _is_article(found, told):
        return [found]
    wrapped = sorted(found, key=lambda name: (_place(name), name))
    lists = (list(found[name]) for name in wrapped if _holds_articles(name, found[name], told))
    inner = (_listed(found[name], told, deepest - 1) for name in wrapped if isinstance(found[name], dict))
    return next(lists, None) or _by_id(found, told) or next((articles for articles in inner if articles), None)


def _holds_articles(name: str, value: Any, told: Mapping[str, str]) -> bool:
    """Whether a list is one of articles: by its name, or by what one of its objects has."""
    objects = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return bool(objects) and (_place(name) < len(_WRAPPERS) or any(assigned(one, told)["text"] for one in objects))


def _by_id(found: dict[str, Any], told: Mapping[str, str]) -> list[Any] | None:
    """Articles under their ids: {"a1": {"text": ...}, "a2": {"text": ...}}."""
    if not all(isinstance(one, dict) and _is_article(one, told) for one in found.values()):
        return None
    return [one if assigned(one, told)["id"] else {"id": id, **one} for id, one in found.items()] or None


def _place(name: str) -> int:
    name = name.strip("_").lower()
    return _WRAPPERS.index(name) if name in _WRAPPERS else len(_WRAPPERS)


def _is_article(value: Mapping[str, Any], told: Mapping[str, str]) -> bool:
    """Whether an object has a text; a wrapper's own "description" of its articles is none."""
    names = assigned(value, told)["text"]
    wraps = any(
        isinstance(inner, list) and any(isinstance(one, dict) and assigned(one, told)["text"] for one in inner)
        for inner in value.values()
    )
    return bool(names) and not wraps


def _unwrapped(value: dict[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    """An object, or where one within it is the article, that one with the others' fields."""
    if assigned(value, told)["text"]:
        return value
    for name in sorted(value, key=lambda name: (_place(name), name)):
        inner = value[name]
        if isinstance(inner, dict) and assigned(inner, told)["text"]:
            return {**{key: one for key, one in value.items() if key != name}, **inner}
    return value
