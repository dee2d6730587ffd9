"""Templates and assets: pages out of values, with everything that a graph says escaped."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

# What a page may do: run and fetch what stands on its own server, and nothing else.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

ASSETS: Mapping[str, str] = MappingProxyType(
    {
        "LICENCES.txt": "text/plain; charset=utf-8",
        "answers.js": "text/javascript; charset=utf-8",
        "editor.js": "text/javascript; charset=utf-8",
        "pages.css": "text/css; charset=utf-8",
        "query.js": "text/javascript; charset=utf-8",
        "yasqe.min.css": "text/css; charset=utf-8",
        "yasqe.min.js": "text/javascript; charset=utf-8",
    }
)


@lru_cache(maxsize=len(ASSETS))
def asset(name: str) -> bytes:
    """The content of an asset.

    Raises:
        KeyError: if there is none of that name.
    """
    if name not in ASSETS:
        raise KeyError(name)
    return resources.files("kg.web.pages").joinpath("assets", name).read_bytes()


@lru_cache(maxsize=len(ASSETS))
def address(name: str) -> str:
    """The address of an asset, which is another one when its content is."""
    return f"/assets/{name}?v={hashlib.sha256(asset(name)).hexdigest()[:12]}"


def render(template: str, values: Mapping[str, Any]) -> str:
    """A page.

    Args:
        template: its name without ending.
        values: what it shows; strings are escaped.
    """
    return _environment().get_template(f"{template}.html.j2").render(values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.web.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(asset=address, many=many)
    environment.filters["json"] = _json
    return environment


def _json(value: object) -> Markup:
    """JSON that cannot end the script element it stands in, nor be read as markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # Half a surrogate pair cannot be written as UTF-8, yet a broken text may hold one.
    safe = re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)
    return Markup(safe)


def many(count: int, one: str, more: str = "") -> str:
    """A number with its noun.

    >>> many(1, "article"), many(2104, "entity", "entities")
    ('1 article', '2,104 entities')
    """
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"
