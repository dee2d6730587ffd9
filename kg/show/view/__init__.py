"""The graph as one self-contained page: search, evidence, filters, paths, a table; no server, no network.

pyvis collects what is drawn and renders our own template, with its vis-network drawing library read out of the
installed package, so that no third-party JavaScript is kept here. Positions are computed beforehand: physics in the
browser costs a hundred times as much and ends elsewhere each time. Text of the articles reaches the page as escaped
JSON and the document as text nodes only; a content security policy by hash is the second wall.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import re
import zlib
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from kg.errors import InputError
from kg.model.records import Knowledge
from kg.show.view import brief, kinds, payload, start
from kg.show.view.cut import cut
from kg.show.view.joining import join
from kg.show.view.story import Given, steps

# What vis-network is told: it draws nodes and lines where we put them; labels are ours (see modules/map).
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "tooltipDelay": 0},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "font": {"size": 0}},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0, "font": {"size": 0}},
}

# How many articles and facts stand in the page for those who run no script.
PLAIN = 30


def page(
    knowledge: Knowledge,
    *,
    title: str | None = None,
    around: str | None = None,
    since: str | None = None,
    until: str | None = None,
    story: Given | None = None,
) -> str:
    """The whole graph as the text of one HTML file that opens anywhere, also without a network.

    The same knowledge gives the same bytes. Of a large graph the best connected core is drawn at first; all of it can
    be searched, filtered and listed, and neighbours are drawn when asked for.

    Args:
        knowledge: what the graph holds.
        title: heading of the page, as plain text; None makes one of what the articles are about.
        around: label, id or alias of an entity: only what is around it.
        since: ISO date, month or year: only what is of that time or later.
        until: only what is of that time or earlier.
        story: a list of steps, or the path of a file with one in JSON (see ``story.py``), that the page tells in place
            of its cards.

    Raises:
        UnknownEntityError: if no entity has the name ``around``.
        InputError: if ``since`` or ``until`` is no date, or ``story`` no story about what the page holds.
    """
    from pyvis.network import Network

    if around is not None or since is not None or until is not None:
        knowledge = cut(knowledge, around=around, since=since, until=until)

    corpus = start.Corpus(knowledge)
    data, texts, nodes = payload.payload(corpus)
    if story is not None:
        data["story"] = steps(story, knowledge, len(data["cards"]))
    scripts = {
        "vis": _vis_network(),
        "vendored": _vendored(),
        "explorer": brief.script(join(_modules(), "main.js")),
    }
    style = brief.style(kinds.style() + _text("explorer.css"))
    environment = Environment(loader=PackageLoader("kg.show.view", "."), autoescape=True)
    environment.globals.update(
        title=_whole(start.headline(corpus) if title is None else title),
        articles=[_whole(title) for title in data["documents"]["columns"]["title"][:PLAIN]],
        facts=[tuple(map(_whole, fact)) for fact in start.facts(corpus, PLAIN)],
        data=_packed(data),
        texts=_packed(texts),
        style=Markup(style),
        scripts={name: Markup(text) for name, text in scripts.items()},
        policy=_policy([*scripts.values()], style),
    )

    network = Network(directed=True, cdn_resources="in_line")
    network.templateEnv, network.path = environment, "explorer.html.j2"
    network.options = OPTIONS
    for node in nodes:
        network.add_node(node.pop("id"), **node)
    for node in network.nodes:
        # Set by pyvis whether asked or not; shape and colour follow from the kind of entity and the theme.
        node.pop("color", None)
        node.pop("shape", None)
    return str(network.generate_html())


def _vis_network() -> str:
    """The drawing library, from whichever pyvis is installed; it is found without importing the package."""
    found = importlib.util.find_spec("pyvis")
    folder = Path(found.origin).parent / "templates" / "lib" if found and found.origin else Path()
    files = sorted(folder.glob("vis-*/vis-network.min.js"))
    if not files:
        raise InputError(f"no vis-network.min.js under {str(folder)!r}; install the package pyvis-optimized again")
    # Inside <script> only its own end tag matters; the text is otherwise left as it is, for its licence note.
    return files[-1].read_text(encoding="utf-8").replace("</script", "<\\/script")


def _vendored() -> str:
    """The libraries that kg carries, to search and to open the data, without their comments, under their licence."""
    licence, search = _text("vendored/LICENCES.txt"), brief.script(_text("vendored/minisearch.js"))
    return f"/*\n{licence}*/\n{search}{_text('vendored/fflate.js')}"


def _text(name: str) -> str:
    return resources.files("kg.show.view").joinpath(name).read_text(encoding="utf-8")


def _modules() -> dict[str, str]:
    """The page's own modules by their paths."""
    found: dict[str, str] = {}
    folders = [("", resources.files("kg.show.view").joinpath("modules"))]
    for path, folder in folders:
        for entry in folder.iterdir():
            if entry.is_dir():
                folders.append((f"{path}{entry.name}/", entry))
            elif entry.name.endswith((".js", ".json")):
                found[path + entry.name] = entry.read_text(encoding="utf-8")
    return found


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs, which a broken article may hold and UTF-8 cannot."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _packed(value: object) -> str:
    """JSON, deflated and in base64: nothing that an article says stands in the page as it is, let alone as markup."""
    # ASCII also keeps halves of surrogate pairs, which a broken article may hold and UTF-8 cannot.
    text = json.dumps(value, separators=(",", ":"), sort_keys=True).encode("ascii")
    return base64.b64encode(zlib.compress(text, 6, wbits=-15)).decode("ascii")


def _policy(scripts: list[str], style: str) -> str:
    """Only these very scripts run, and nothing is fetched."""

    def sha256(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(sha256, scripts))}",
            f"style-src {sha256(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
