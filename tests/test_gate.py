"""What a query may be: only readings of this graph, and no deeper than the engine survives."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store
from strategies import quick

from kg.errors import QueryError
from kg.store import gate, query

CALL = "SERVICE<x:y>{ ?s ?p ?o }"

# Where a call may hide: § stands for it. Each is one trap of the language, all but the call being sound.
HIDING = [
    '?s ?p """a\\"""" . § #"',
    "?s ?p ?o FILTER(1<'>') § #'",
    "?s ?p ?o FILTER(1<e:a#>'''\n) § #'''",
    "FILTER(<<(?s ?p 1)>><'>') § #'",
    "?s ?p e:b~§",
    "?s ?p ('''a' ) . § # \\q'''",
    "?s ?p ('''a' ) . § # \\uD800'''",
    "?s ?p (<a:b> 'x') . § # '",
    "VALUES ?x { 'a' 1 e:a\\'b } § # '",
    "?s ?p 'x'@en . § #'",
    "<<?s ?p 'x'>> ?p ?o . § # '",
    "?s ?p 1.§",
    "?s ?p e:a.1.§",
    "?s ?p ?o {| ?p 'x' |} §",
    "FILTER(1 <<a:b>) § #'",
    "FILTER(e:f(1)<:a) § #>",
    "?s ?p 'a\\u0027b' . § # '",
    "FILTER(?s IN(<a:b>,1,'x')&&?p<e:a) § #>",
]
BITS = [
    *"' \" \\ # \n \r < > ( ) { } [ ] : ? 1 - + * / | ^ ! = , ; . ~ a % · ×".split(" "),
    *"''' \"\"\" '' \"\" \\' \\\" \\q \\u0027 \\uD800 << >> <<( )>> e:a _:b ?x 1. .5 ^^ <= && @en".split(),
    *"@en--ltr true %41 FILTER( BIND(1 <e:a> <a'> <a#> <e:a) VALUES EXISTS{ OPTIONAL IN(".split(),
]


def _parses(sparql: str) -> bool:
    try:
        Store().query(sparql, prefixes={"e": "e:", "": "x:"})
    except SyntaxError:
        return False
    except (OSError, RuntimeError, ValueError):  # it called, and nothing answers
        return True
    return True


def _calls(sparql: str) -> bool:
    """Whether the engine reads SERVICE as a word of its own: with another word there it is no query any more."""
    return _parses(sparql) and not _parses(sparql.replace("SERVICE", "SERVICF"))


@pytest.mark.parametrize("pattern", HIDING)
def test_no_call_hides_behind_the_traps_of_the_language(pattern: str) -> None:
    sparql = f"SELECT * {{ {pattern.replace('§', CALL, 1)}\n}}"
    assert _calls(sparql)
    with pytest.raises(QueryError):
        gate.refuse(sparql)


@quick
@given(
    st.sampled_from(HIDING),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(BITS)), max_size=4),
    st.sampled_from(["\n}", " }", "\n} #'", " } #>"]),
)
def test_what_the_engine_reads_as_a_call_is_refused(pattern: str, bits: list[tuple[int, str]], end: str) -> None:
    for place, bit in bits:
        pattern = pattern[:place] + bit + pattern[place:]
    sparql = f"SELECT * {{ {pattern.replace('§', CALL, 1)}{end}"
    if _calls(sparql):
        with pytest.raises(QueryError):
            gate.refuse(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?s ?p ?o FILTER(?o < 3 && ?o > 2) }",
        "ASK { ?s ?p ?o FILTER(?o<3&&?o>2) }",
        "ASK { ?s ?p <http://example.org/Côte_d'Ivoire#a> }",
        "ASK { ?s ?p ?o FILTER(?s = <http://example.org/d'Ivoire> || ?s=<urn:a:d'b#c>) }",
        "BASE <http://example.org/> ASK { <#me> <it's> (<#a'> 1) }".replace("(<#a'> 1)", "<#a'>"),
        "ASK { ?s ?p ( <http://example.org/a'b> <http://example.org/#c> ) }",
        "ASK { ?s ?p ?o FILTER(?s IN (<#a>, <#b'>)) }".replace("<#", "<urn:x#"),
        "ASK { << ?s ?p ?o >> ?q ?r }",
        "ASK { <<<http://a.example/#s>?p ?o>> ?q ?r }",
        'ASK { ?s ?p """He said "no" and \\"yes\\" and \'\'\'maybe\'\'\'.""" }',
        "ASK { ?s kg:aids/^kg:aids|!(rdf:type|^rdfs:label) ?o }",
        "ASK { VALUES (?a ?b) { (<urn:x#a'b> UNDEF) (-1.5e-3 'x'@en) (e:it\\'s '1'^^xsd:int) } }",
        "SELECT * WHERE { ?s ?p ?o }\n# a comment's quote\nORDER BY DESC(?s) LIMIT 1",
    ],
)
def test_honest_queries_pass(sparql: str) -> None:
    gate.refuse(sparql)
    query.query(Store(), sparql)


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("ASK {\n FILTER(" + "(" * 300, "line 2: brackets within one another, more than 200 deep"),
        ("ASK {\n FILTER(" + "!" * 2000, r"line 2: the query has more than 1,000 operators"),
        ("ASK {\n\n ?s ?p 'abc }", "line 3: the string that begins here is not closed"),
        ("ASK { ?s ?p '\\q' }", "an escape that SPARQL does not know"),
        ("ASK { FILTER(?x <a#b> 1) }", "line 1: '<a#b>' could be an IRI or a comparison"),
        ("ASK {" + " " * gate.LONGEST, r"the query has 5,000,00\d characters, 5,000,000 are taken at most"),
        ("ASK { ?s ?p '\udcff' }", "not UTF-8"),
    ],
)
def test_what_passes_a_limit_is_told_with_its_line(sparql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        gate.refuse(sparql)


@pytest.mark.parametrize(
    ("before", "many", "after"),
    [
        ("VALUES ?s { ", " ".join(f"e:E{i}" for i in range(30_000)), " }"),
        ("VALUES (?s ?n) { ", " ".join(f"(e:E{i} -{i})" for i in range(30_000)), " }"),
        ("VALUES ?s { ", "'a'@en \"b\" '1'^^xsd:int <http://a.example/#b> " * 10_000, " }"),
        ("?s ?p ?o FILTER(?s IN (", ", ".join(f"e:E{i}" for i in range(10_000)), "))"),
        ("?s ?p ?o FILTER(?o NOT IN (", ",".join(f"'word {i}', -{i}.5" for i in range(5_000)), "))"),
        ("?s ?p '", "long \\n" * 200_000, "'"),
        ("", " ".join(f"?s{i} kg:aids ?s{i + 1} ." for i in range(300)), ""),
        ("?s ?p ?o FILTER(", " || ".join(f"?s = e:E{i}" for i in range(400)), ")"),
        ("", " UNION ".join(["{ ?s kg:aids ?o }"] * 300), ""),
    ],
    ids=["values", "rows", "literals", "in", "not in", "literal", "triples", "or", "union"],
)
def test_what_machines_write_passes(before: str, many: str, after: str) -> None:
    query.query(Store(), f"SELECT * {{ {before}{many}{after} }}")


# Each is a part that is written again and again; where a look is repeated for each, seconds become hours.
FLOODS = r"""a. word \" \""" ''' 'a' < <a <a- . - : ?x @a- e:% \n 1, , ,a ( ) ^^ $ \ """.split()
STARTS = ["", "SELECT * { ", "SELECT * { FILTER(f(1", "SELECT * { VALUES ?x { ", 'SELECT * { ?s ?p "']


def test_any_flood_is_looked_through_in_linear_time() -> None:
    code = (
        "import resource, sys; from kg.store import gate; from kg.errors import QueryError\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 60))\n"
        f"for flood in {FLOODS!r}:\n"
        f"  for start in {STARTS!r}:\n"
        "    for part in (flood, flood + ' ', flood + '\\n#'):\n"
        "      try: gate.refuse(start + part * (10**5 // len(part)))\n"
        "      except QueryError: pass\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=600)


# -- shapes that ended the engine, in sizes from harmless to deadly ----------------------------------------------------


def _nested(before: str, opening: str, inner: str, closing: str, after: str) -> Callable[[int], str]:
    return lambda n: f"ASK {{ {before}{opening * n}{inner}{closing * n}{after} }}"


def _chained(before: str, part: str, between: str, after: str) -> Callable[[int], str]:
    return lambda n: f"ASK {{ {before}{between.join([part] * n)}{after} }}"


# All are true in a graph with one triple, e:a kg:aids e:a, or all false, as the second column says.
SHAPES: dict[str, tuple[Callable[[int], str], bool]] = {
    "brackets": (_nested("FILTER(", "(", "1=1", ")", ")"), True),
    "exists": (_nested("", "FILTER EXISTS { ", "?s kg:aids ?o", " }", ""), True),
    "if": (_nested("FILTER(", "IF(true, ", "true", ", false)", ")"), True),
    "functions": (_nested("FILTER(STRLEN(", "CONCAT(", "'a'", ")", ")=1)"), True),
    "not": (lambda n: f"ASK {{ FILTER({'!' * (2 * n)}true) }}", True),
    "and": (_chained("FILTER(", "1=1", "&&", ")"), True),
    "or": (_chained("FILTER(", "1=2", "||", ")"), False),
    "plus": (lambda n: f"ASK {{ FILTER({'+'.join(['1'] * n)}={n}) }}", True),
    "minus": (lambda n: f"ASK {{ FILTER({'-'.join(['1'] * n)}={2 - n}) }}", True),
    "union": (_chained("", "{ ?s kg:aids ?o }", " UNION ", ""), True),
    "sequence": (_chained("e:a ", "kg:aids", "/", " e:a"), True),
    "groups": (_nested("", "{", "?s kg:aids ?o", "}", ""), True),
    "blank nodes": (_nested("?s kg:aids ", "[ kg:aids ", "?o", " ]", ""), True),
    "lists": (_nested("?s kg:aids ", "( ", "?o", " )", ""), False),
    "optional": (_nested("?s kg:aids ?o ", "OPTIONAL { ?s kg:aids ?o ", "", "}", ""), True),
    "subselects": (_nested("", "{ SELECT * { ", "?s kg:aids ?o", " } }", ""), True),
    "triples": (_chained("", "e:a kg:aids e:a", " . ", ""), True),
    "filters": (_chained("?s kg:aids ?o ", "FILTER(?s=?s)", " ", ""), True),
    "without": (_chained("?s kg:aids ?o ", "MINUS { ?s kg:denies ?o }", " ", ""), True),
    "graphs": (_nested("", "GRAPH ?g { ", "?s kg:aids ?o", " }", ""), False),
    "terms": (_nested("?s kg:aids ", "<<( ?s kg:aids ", "?o", " )>>", ""), False),
    "described": (lambda n: "DESCRIBE " + " ".join(f"e:E{i}" for i in range(n)), False),
}


@pytest.fixture(scope="module")
def one_fact() -> Store:
    from pyoxigraph import NamedNode, Quad

    from kg.terms import vocab

    a, aids = (NamedNode(vocab.PREFIXES[prefix] + name) for prefix, name in (("e", "a"), ("kg", "aids")))
    store = Store()
    store.add(Quad(a, aids, a))
    return store


@pytest.mark.parametrize("size", [10, 100, 1_000, 10_000])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_query_of_any_size_has_its_true_answer_or_a_message(shape: str, size: int, one_fact: Store) -> None:
    write, truth = SHAPES[shape]
    said = ""
    try:
        answer = query.query(one_fact, write(size), memory=1 << 30)
    except QueryError as error:
        said = str(error)
    if said:  # refused by its size, and no process died for it
        assert size >= 100
        assert said.startswith("line 1: ")
    else:
        assert bool(answer) is truth
