"""Each module of the page alone in a real browser: loaded as a browser loads it, with nothing but what it imports.

What a module takes without importing it, and what it exports without working, shows here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sample import knowledge
from test_browser import chromium, pytestmark

from kg.show import view

__all__ = ["chromium", "pytestmark"]

SITE = "http://page.test/"
MODULES = view._modules()
TYPES = {"js": "text/javascript", "json": "application/json", "html": "text/html"}

Load = Callable[[str], Any]


@pytest.fixture(scope="module")
def bare() -> str:
    """The page without its own script and policy: its data, its elements and the two libraries."""
    page = view.page(knowledge(), title="Three articles")
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    return page[: page.rindex("<script>")] + "</body></html>"


@pytest.fixture
def load(chromium: Any, bare: str) -> Iterator[Load]:
    """Loads a module into a bare page and runs a function on what it exports."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    said: list[str] = []

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(SITE)
        text = bare if path == "index.html" else MODULES.get(path)
        if text is None:
            route.fulfill(status=404, body="")
        else:
            route.fulfill(body=text, content_type=TYPES[path.rpartition(".")[2]])

    context.route("**/*", answer)

    def loaded(path: str) -> Any:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{SITE}index.html")
        page.evaluate("async (path) => { window.m = await import(path); }", f"{SITE}{path}")
        return page

    yield loaded
    context.close()
    assert said == []


# For each module what some of its exports answer, and the answer. ``graph``, ``filtered`` and the like are modules too.
ALONE = {
    "base/dom.js": (
        "({ h, many, short, svg }) => [many(1, 'fact'), many(1234, 'fact'), short('a long name', 6), "
        "h('p', { class: 'a', hidden: true, title: null }, 'x', false, ['y']).outerHTML, "
        "svg('svg', { id: 'b' }).namespaceURI]",
        ["1 fact", "1,234 facts", "a lon…", '<p class="a" hidden="">xy</p>', "http://www.w3.org/2000/svg"],
    ),
    "base/kinds.js": (
        "({ MANNERS, KINDS }) => [MANNERS, KINDS.person.shape]",
        [["fact", "unreal", "denied"], "diamond"],
    ),
    "base/state.js": ("({ state, act }) => [state.entity, state.table, Object.keys(act)]", [None, False, []]),
    "data/records.js": (
        "({ between, graph, idOf, nameOf, objectOf, pairId }) => { const s = graph.statements.find((s) => "
        "s.predicate === 'kg:joined'); return [nameOf(s.subject), objectOf(s), idOf(s.subject), "
        "between([s], s.object, s.subject).length, pairId(2, 1), nameOf('=x')]; }",
        ["Sweden", "NATO", "Sweden", 1, "1~2", "x"],
    ),
    "data/facets.js": (
        "({ counts, live, off, inView, refilter, passes }) => { refilter(); off.stance.add('fact'); "
        "return [counts.stance[0][0], live('speaker').size > 1, m.inView.some((s) => !passes(s)), "
        "(refilter(), m.inView.some((s) => s.fact))]; }",
        ["fact", True, True, False],
    ),
    "data/finding.js": (
        "({ search, searchSentences }) => [search('prc')[0].label, search('cambell')[0].label, search('').length, "
        "searchSentences('slander').length > 0]",
        ["China", "Kurt Campbell", 0, True],
    ),
    "data/paths.js": (
        f"async ({{ connect }}) => {{ const {{ graph, nameOf }} = await import('{SITE}data/records.js'); "
        f"(await import('{SITE}data/facets.js')).refilter(); const of = (id) => graph.entityById.get(id).index; "
        "return connect(of('Sweden'), of('Italy')).map(({ nodes, steps }) => [nodes.length, steps.length]); }",
        [[5, 4]] * 3,
    ),
    "data/taking.js": (
        f"async ({{ toCsv, toSparql }}) => {{ const {{ graph }} = await import('{SITE}data/records.js'); "
        "const some = graph.statements.slice(0, 3); return [toCsv(some).trim().split('\\r\\n').length >= 4, "
        "toCsv([]).startsWith('subject,relation,object'), toSparql(some, 'a\\nb').split('\\n')[0]]; }",
        [True, True, "# Statements in view about a b"],
    ),
    "map/scene.js": (
        "({ drawnNow, ensureDrawn, neighbours, reset, shape }) => { reset(); const before = drawnNow.size; "
        "const other = [...Array(99).keys()].find((id) => !drawnNow.has(id) && m.nodes); ensureDrawn(other); "
        "return [before > 10, drawnNow.size - before, shape.has(other), Array.isArray(neighbours(0))]; }",
        [True, 1, True, True],
    ),
    "map/pairs.js": (
        f"async ({{ caption, redraw }}) => {{ (await import('{SITE}data/facets.js')).refilter(); "
        f"(await import('{SITE}map/scene.js')).reset(); redraw(); const [pair] = m.drawnPairs.values(); "
        "return [m.drawnPairs.size > 5, caption(pair).length > 2]; }",
        [True, True],
    ),
    "map/geometry.js": (
        "({ crosses, distance }) => { const p = (x, y) => ({ x, y }); return [crosses(p(0, 0), p(2, 2), p(0, 2), "
        "p(2, 0)), crosses(p(0, 0), p(1, 1), p(2, 0), p(3, 1)), distance(p(1, 3), p(0, 0), p(2, 0))]; }",
        [True, False, 3],
    ),
    "map/placing.js": (
        "({ placed }) => { const size = { r: 6, width: 60, height: 30 }; "
        "const spots = placed([size, size, size, size], [[0, 1], [2, 3]], { width: 400, height: 300 }); "
        "return [spots.length, spots.every(({ x, y }) => Math.abs(x) <= 200 && Math.abs(y) <= 150), "
        "spots.every((p, at) => spots.every((q, other) => at === other || "
        "Math.abs(p.x - q.x) > 50 || Math.abs(p.y - q.y) > 20))]; }",
        [4, True, True],
    ),
    "map/reports.js": (
        f"async ({{ heard, reports, routed }}) => {{ const {{ graph }} = await import('{SITE}data/records.js'); "
        f"(await import('{SITE}map/scene.js')).reset(); const found = reports(graph.statements); "
        "return [found.length > 0, heard(found, new Map(), false), routed([], new Map())]; }",
        [True, [], []],
    ),
    "map/groups.js": (
        f"async ({{ arrangeGroup }}) => {{ const {{ state }} = await import('{SITE}base/state.js'); "
        f"const {{ drawnNow }} = await import('{SITE}map/scene.js'); "
        f"const {{ graph }} = await import('{SITE}data/records.js'); "
        f"(await import('{SITE}data/facets.js')).refilter(); state.group = 0; arrangeGroup(); "
        "return [drawnNow.size > 0, [...drawnNow].every((id) => graph.entities[id].group === 0)]; }",
        [True, True],
    ),
    "map/strokes.js": (
        "({ hull }) => hull([{ x: 0, y: 0 }, { x: 2, y: 0 }, { x: 1, y: 1 }, { x: 2, y: 2 }, { x: 0, y: 2 }]).length",
        4,
    ),
    "map/labels.js": ("({ labelBoxes }) => labelBoxes", []),
    "map/svg.js": (
        "({ Recorder }) => { const to = new Recorder(9, document.createElement('canvas').getContext('2d')); "
        "to.beginPath(); to.arc(0, 0, 1, 0, 2 * Math.PI); to.fillStyle = 'red'; to.fill(); to.strokeText('a', 1, 2); "
        "to.fillText('a\\u0001', 1, 2); return to.parts.map((part) => [part.tagName, part.getAttribute('d') ?? "
        "part.textContent]); }",
        [["path", "M1 0A1 1 0 0 1 -1 0A1 1 0 0 1 1 0"], ["text", "a\ufffd"]],
    ),
    "map/pointing.js": ("({ under }) => [under({ x: -50, y: -50 }), typeof window.__view]", [{}, "function"]),
    "side/copying.js": ("({ copy, save }) => [typeof copy, typeof save]", ["function", "function"]),
    "side/quotes.js": (
        "({ bar, marked, mention, outlet }) => [mention('=2024').textContent, "
        "marked('China arms Russia', [{ part: 'subject', start: 0, end: 5 }])"
        ".map((part) => part.outerHTML ?? part), outlet({ source: 'The Mail', address: 'https://a.b/1' }), "
        "outlet({ source: null, address: 'https://www.a.b/1' }), "
        "bar([['fact', 2], ['denied', 1]]).ariaLabel ?? bar([['fact', 2], ['denied', 1]]).getAttribute('aria-label')]",
        [
            "2024",
            ["", '<mark class="subject" title="subject">China</mark>', " arms Russia"],
            "The Mail",
            "a.b",
            "2 told as fact, 1 denied",
        ],
    ),
    "side/evidence.js": (
        f"async ({{ showEntity }}) => {{ const {{ act }} = await import('{SITE}base/state.js'); act.stop = () => 0; "
        f"const {{ graph }} = await import('{SITE}data/records.js'); "
        "showEntity(graph.entityById.get('China').index); return document.querySelector('#panel h2').textContent; }",
        "China",
    ),
    "side/start.js": ("({ start }) => { start(); return document.querySelectorAll('.article').length; }", 3),
    "side/filters.js": (
        f"async ({{ setAll }}) => {{ const {{ act }} = await import('{SITE}base/state.js'); let asked = 0; "
        "act.applyFilters = () => { asked += 1; }; setAll('stance', () => false); "
        f"const {{ off }} = await import('{SITE}data/facets.js'); return [asked, off.stance.has('fact')]; }}",
        [1, True],
    ),
    "side/legend.js": (
        "({ legend }) => { legend(); return [...document.querySelectorAll('.way')].map((b) => b.textContent.replace"
        "(/\\d+/, '')); }",
        ["told as fact", "wanted, possible", "denied"],
    ),
    "side/story.js": (
        f"async ({{ tell }}) => {{ const {{ act }} = await import('{SITE}base/state.js'); let told = null; "
        "act.chooseCard = (number) => { told = number; }; tell(); return told; }",
        0,
    ),
    "side/table.js": (
        f"async ({{ fillTable, groupedRows, toText }}) => {{ (await import('{SITE}data/facets.js')).refilter(); "
        "fillTable(); const rows = groupedRows('stance'); return [document.querySelectorAll('#table tbody tr').length, "
        "rows[0].name, toText(rows, 'tsv').split('\\n')[1].split('\\t').length, toText(rows.slice(0, 2), 'markdown')"
        ".split('\\n')[1]]; }",
        [len(knowledge().statements), "fact", 8, "| --- | --- | --- | --- | --- | --- | --- | --- |"],
    ),
    "side/time.js": ("({ timeline }) => { timeline(); return document.getElementById('time').hidden; }", False),
    "page/choosing.js": (
        f"async ({{ choose }}) => {{ const {{ state }} = await import('{SITE}base/state.js'); "
        "choose({ card: 2 }); return [state.card, state.entity, state.path]; }",
        [2, None, []],
    ),
    "page/printing.js": (
        f"async ({{ prepare, restore }}) => {{ (await import('{SITE}data/facets.js')).refilter(); prepare(); "
        "const of = (id) => document.getElementById(id).querySelectorAll('svg, blockquote').length; "
        "const during = [of('printed'), of('quoted') > 3]; restore(); "
        "return [...during, of('printed'), of('quoted')]; }",
        [1, True, 0, 0],
    ),
    "page/sheets.js": (
        "({ toggle }) => { toggle('export', 'exports', true); return [document.getElementById('exports').hidden, "
        "document.getElementById('export').getAttribute('aria-expanded')]; }",
        [False, "true"],
    ),
    "page/searchbox.js": (
        "({ input }) => { input.value = 'chin'; input.dispatchEvent(new Event('input')); "
        "return document.querySelector('#option0 .name').textContent; }",
        "China",
    ),
    "page/tools.js": (
        "({ named, offerNames }) => { offerNames(); return document.querySelector('#names').children.length > 9; }",
        True,
    ),
    "page/address.js": (
        f"async ({{ remember }}) => {{ const {{ state }} = await import('{SITE}base/state.js'); "
        "state.card = 1; state.since = '2024'; remember(); return location.hash; }",
        "#card=2&since=2024",
    ),
    "page/keys.js": ("() => 0", 0),
    "main.js": ("() => new Promise((done) => setTimeout(() => done(window.__ready), 900))", True),
}


def test_each_module_has_a_test():
    assert set(ALONE) == {path for path in MODULES if path.endswith(".js")}


@pytest.mark.parametrize("path", ALONE)
def test_alone_it_does_what_it_exports(load, path):
    script, answer = ALONE[path]
    assert load(path).evaluate(f"() => ({script})(window.m)") == answer
