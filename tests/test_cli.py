"""The command line: what each command prints and how it ends."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
import pytest
from conftest import Ended

from kg.cli import cli
from kg.model.records import Knowledge
from kg.show.overview import COMMANDS, overview
from kg.store import database

Kg = Callable[..., Ended]


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def test_help_names_the_commands_in_the_order_of_use(kg: Kg) -> None:
    listed = re.findall(r"^  (\w+) {2,}[A-Z]", kg("--help").out.partition("order of use:")[2], re.MULTILINE)
    assert listed[: len(COMMANDS)] == list(COMMANDS)
    assert listed[:5] == ["build", "query", "ask", "explain", "export"]


def test_help_is_the_same_with_and_without_click(kg: Kg) -> None:
    assert kg("--help").out == overview()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_opens_with_the_line_that_the_overview_shows(name: str) -> None:
    first = (command(name).help or "").split("\n\n")[0]
    assert " ".join(first.split()) == COMMANDS[name][1]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example(name: str, kg: Kg) -> None:
    ended = kg(name, "--help")
    assert ended.status == 0
    assert re.search(rf"Example:\n +(echo .*\| )?kg {name} ", ended.out)


def test_kg_and_its_help_load_nothing_heavy() -> None:
    code = (
        "import sys, kg; kg.KGError; from kg.cli import run\n"
        "try: run(['build', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'pyvis', 'networkx', 'rdflib', 'pandas', 'numpy', 'requests', 'pyoxigraph', 'IPython'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_query_loads_neither_model_nor_picture(sample_folder: Path) -> None:
    code = (
        "import sys; from kg.cli import run\n"
        f"try: run(['query', {str(sample_folder)!r}, 'ASK {{}}'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'pyvis', 'networkx', 'rdflib', 'pandas', 'numpy', 'requests', 'urllib3', 'IPython'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


# What a query needs nothing of, and what would cost it as much again: a command line, records, digests.
NOT_FOR_A_QUERY = [
    "click",
    "dataclasses",
    "inspect",
    "logging",
    "hashlib",
    "shutil",
    "kg.model.records",
]


@pytest.mark.parametrize("sparql", ["ASK {}", "SELECT ?y { e:Sweden kg:joined ?y }"])
def test_a_plain_query_waits_for_nothing_but_the_engine(sparql: str, sample_folder: Path) -> None:
    # Without site, as the links of installed packages load what they like.
    alone = [sys.executable, "-S", "-X", "importtime", "-m", "kg", "query", str(sample_folder), sparql]
    paths = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(alone, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": paths})
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "kg.store.gate" in loaded
    assert sorted(loaded.intersection(NOT_FOR_A_QUERY)) == []
    assert done.stdout.strip() in ("yes", "?y\n------\ne:NATO")


def test_a_saved_question_without_options_waits_for_no_command_line(sample_folder: Path) -> None:
    alone = [sys.executable, "-S", "-X", "importtime", "-m", "kg", "ask", str(sample_folder), "cq08", "nato"]
    paths = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(alone, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": paths})
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert not loaded & {"click", "logging", "kg.model.records"}
    assert done.stdout.splitlines()[2:] == ["Sweden"]


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK {}",
        "SELECT ?x ?y { ?x kg:joined ?y }",
        "SELECT ?y { e:Chna kg:suports ?y }",
        "CONSTRUCT { ?x a 'a\u001bb' } WHERE { ?x kg:joined ?y }",
        "SELECT * { ?x",
        "INSERT DATA {}",
        "",
    ],
)
def test_a_plain_query_says_what_one_with_options_says(sparql: str, kg: Kg, sample_folder: Path) -> None:
    plain = subprocess.run([sys.executable, "-m", "kg", "query", sample_folder, sparql], capture_output=True, text=True)
    assert Ended(plain.returncode, plain.stdout, plain.stderr) == kg(
        "query", sample_folder, sparql, "--format", "table"
    )


def test_query_prints_a_table_or_sparql_json(kg: Kg, sample_folder: Path) -> None:
    sparql = "SELECT ?y { e:Sweden kg:joined ?y }"
    assert kg("query", sample_folder, sparql).out.split() == ["?y", "------", "e:NATO"]
    [row] = json.loads(kg("query", sample_folder, sparql, "--format", "json").out)["results"]["bindings"]
    assert row["y"] == {"type": "uri", "value": "https://kg.example/entity/NATO"}


def test_a_misspelt_name_of_a_query_is_told_beside_the_answer(kg: Kg, sample_folder: Path) -> None:
    ended = kg("query", sample_folder, "SELECT ?y { e:Chna kg:suports ?y }", "--format", "csv")
    assert (ended.status, ended.out.split()) == (0, ["y"])
    assert ended.err.splitlines() == [
        "kg: no e:Chna in the graph; nearest is e:China",
        "kg: no term kg:suports in the ontology; nearest is kg:supports",
    ]


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["explain", "DIR", "Chna"], "no entity 'Chna'; nearest are 'China'"),
        (["path", "DIR", "China", "Rusia"], "no entity 'Rusia'; nearest is 'Russia'"),
        (["rank", "DIR", "--around", "Rusia"], "no entity 'Rusia'; nearest is 'Russia'"),
        (["ask", "DIR", "cq01", "Rusia"], "no entity 'Rusia'; nearest is 'Russia'"),
        (["ask", "DIR", "who-urgs"], "nearest are cq01-who-urges-whom"),
        (["explain", "DIR", "China", "suports"], "'China' 'suports'; nearest are 'supports', 'support'"),
        (["explain", "DIR", "China", "kg:suports"], "'China' 'kg:suports'; nearest is 'kg:supports'"),
        (["explain", "DIR", "China", "supports", "Rusia"], "'China' 'supports' 'Rusia'; nearest is 'Russia'"),
        (["explian", "DIR"], "No such command 'explian'; nearest is 'explain'."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_misspelt_name_is_answered_with_the_nearest(
    arguments: list[str], near: str, kg: Kg, sample_folder: Path
) -> None:
    ended = kg(*(str(sample_folder) if word == "DIR" else word for word in arguments))
    assert ended.status in (1, 2)
    assert near in ended.err


def test_a_query_without_its_folder_is_told_so(kg: Kg) -> None:
    assert "Missing argument 'DIR'" in kg("query", "ASK { ?x ?p ?y }").err
    assert "Missing argument 'SPARQL'" in kg("query", "out").err


def test_a_query_may_stand_in_a_file(kg: Kg, sample_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?y { e:Sweden kg:joined ?y }")
    assert "e:NATO" in kg("query", sample_folder, f"@{tmp_path}/q.rq").out


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a byte-order mark"])
def test_a_query_may_come_from_a_file_or_standard_input(mark: str, kg: Kg, sample_folder: Path, tmp_path: Path) -> None:
    sparql = f"{mark}SELECT ?y {{ e:Sweden kg:joined ?y }}"
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
    assert "e:NATO" in kg("query", sample_folder, f"@{tmp_path}/q.rq").out
    assert "e:NATO" in kg("query", sample_folder, "-", stdin=sparql).out


@pytest.mark.parametrize(("data", "words"), [(b"ASK {\xff}", "byte 5 is not UTF-8"), (b"ASK {\0}", "NUL")])
def test_a_query_that_is_no_text_is_told_so(data: bytes, words: str, kg: Kg, sample_folder: Path) -> None:
    ended = kg("query", sample_folder, "-", stdin=data)
    assert (ended.status, ended.out) == (2, "")
    assert words in ended.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [["query", "DIR", "ASK {}"], ["export", "DIR"], ["ask", "DIR"], ["rank", "DIR"], ["--help"], ["query", "--help"]],
    ids=" ".join,
)
@pytest.mark.parametrize("output", ["> /dev/full", ">&-"])
def test_a_result_that_cannot_be_written_is_told(arguments: list[str], output: str, sample_folder: Path) -> None:
    line = " ".join(f"'{a.replace('DIR', str(sample_folder))}'" for a in [sys.executable, "-m", "kg", *arguments])
    done = subprocess.run(["bash", "-c", f"{line} {output}"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "kg: cannot write" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_terminal_is_not_commanded_by_what_a_text_holds(kg: Kg, sample_folder: Path) -> None:
    value = "a\x1b[2J\x9bb\u202ec"
    shown = kg("query", sample_folder, f"SELECT ('{value}' AS ?x) {{}}").out
    assert "a\\x1b[2J\\x9bb\\u202ec" in shown
    assert value in json.loads(kg("query", sample_folder, f"SELECT ('{value}' AS ?x) {{}}", "--format", "json").out)[
        "results"
    ]["bindings"][0]["x"]["value"]  # fmt: skip
    for arguments in (["explain", sample_folder, value], ["path", sample_folder, value, "China"], [value]):
        ended = kg(*arguments)
        assert ended.status in (1, 2)
        assert not set("\x1b\x9b\u202e") & set(ended.err)


@pytest.mark.parametrize("command", ["explain", "path", "ask", ""])
def test_a_name_without_end_is_not_echoed_whole(command: str, kg: Kg, sample_folder: Path) -> None:
    name = "x" * 5_000
    ended = kg(*([command, sample_folder] if command else []), name, *(["China"] if command == "path" else []))
    assert ended.status in (1, 2)
    assert len(ended.err) < 500


def test_a_query_that_needs_too_much_memory_is_told_so(kg: Kg, sample_folder: Path) -> None:
    large = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a"
    ended = kg("query", sample_folder, large, "--memory", 200)
    assert (ended.status, ended.out) == (2, "")
    assert "needs more than the 200 MB of memory" in ended.err


def test_explain_shows_who_says_it_and_where(kg: Kg, sample_folder: Path) -> None:
    ended = kg("explain", sample_folder, "China", "aids")
    assert ended.status == 0
    assert "said by senior US official" in ended.out
    [record] = json.loads(kg("explain", sample_folder, "China", "aids", "--format", "json").out)
    assert record["places"][0]["document"] == "000_6bab71273eca4b77"


def test_explain_shows_the_first_and_tells_how_many_there_are_beside_them(kg: Kg, sample_folder: Path) -> None:
    every = kg("explain", sample_folder, "China", "--all").out
    shown = kg("explain", sample_folder, "China", "--top", 2).out
    count, left = every.count("\n  rule "), re.search(r"\n(\d+) more: add --all", shown)
    assert shown.count("\n  rule ") == 2
    assert every.startswith(shown[: shown.index("\n\n")])
    assert left is not None
    assert int(left[1]) == count - 2
    assert "more: add" not in every
    assert len(json.loads(kg("explain", sample_folder, "China", "--format", "json").out)) == count


def test_path_rank_communities_and_timeline_give_json(kg: Kg, sample_folder: Path) -> None:
    between = kg("path", sample_folder, "Sweden", "Germany", "--hops", 9, "--all", "--between", "--format", "json")
    assert all(isinstance(name, str) for name in json.loads(between.out or "[]"))
    [first, *_] = json.loads(kg("rank", sample_folder, "--top", 2, "--quotes", 1, "--format", "json").out)
    assert set(first) == {"entity", "pagerank", "type", "statements"}
    assert len(first["statements"]) == 1
    groups = json.loads(kg("communities", sample_folder, "--format", "json").out)
    assert any("China" in group["members"] and group["reason"] for group in groups)
    sides = json.loads(kg("sides", sample_folder, "--format", "json").out)
    assert {"ends": ["Russia", "Ukraine"], "sign": -1}.items() <= sides["stands"][-1].items()
    times = [row["time"] for row in json.loads(kg("timeline", sample_folder, "--format", "json").out)]
    assert times == sorted(times)
    assert "2022-02" in times


def test_several_paths_are_numbered(kg: Kg, sample_folder: Path) -> None:
    steps = json.loads(kg("path", sample_folder, "Japan", "Italy", "-k", 2, "--format", "json").out)
    assert [step["path"] for step in steps] == [1, 1, 2, 2, 2]
    assert kg("path", sample_folder, "Japan", "Italy", "-k", 2).out.count("\n\n") == 1


def test_the_sentences_of_ranks_groups_and_sides_are_shown_where_asked_for(kg: Kg, sample_folder: Path) -> None:
    for command, sentence in (
        ("rank", "Sweden joined"),
        ("communities", "participating in"),
        ("sides", "Sweden joined"),
    ):
        assert sentence not in kg(command, sample_folder).out
        assert sentence in kg(command, sample_folder, "--quotes", 9).out


def test_the_surroundings_of_one_are_ranked_alone(kg: Kg, sample_folder: Path) -> None:
    rows = json.loads(kg("rank", sample_folder, "--around", "nato", "--format", "json").out)
    assert {row["entity"] for row in rows} == {"NATO", "Japan", "Kurt Campbell", "Sweden"}
    assert kg("rank", sample_folder, "--around", "Nobody").status == 1


@pytest.mark.parametrize("name", ["e:G7", "https://kg.example/entity/G7", "<https://kg.example/entity/G7>", "g7"])
def test_an_entity_is_named_by_its_iri_too(kg: Kg, sample_folder: Path, name: str) -> None:
    assert kg("path", sample_folder, name, "Italy").status == 0
    assert kg("explain", sample_folder, name).status == 0
    assert "doc:" in kg("ask", sample_folder, "CQ12", name).out


def test_a_dispute_names_those_on_either_side(kg: Kg, sample_folder: Path) -> None:
    printed = kg("disputes", sample_folder, "--quotes", 1).out
    assert printed.startswith("China provide arms\n    affirmed by senior US official\n")
    assert "    denied by China\n        It denies providing arms" in printed
    [record] = json.loads(kg("disputes", sample_folder, "--format", "json").out)
    assert (record["kind"], record["denied"][0]["who"]) == ("dispute", "China")


def test_disputes_and_claims_may_be_those_of_a_class_or_a_period(kg: Kg, sample_folder: Path) -> None:
    for command in (["disputes"], ["claims", "--least", "1"]):
        words = [command[0], sample_folder, *command[1:]]
        assert kg(*words, "--types", "Country").out
        assert kg(*words, "--types", "Company").out == ""
        assert kg(*words, "--until", "1999").out == ""
    assert "Kurt Campbell urge Europe" in kg("claims", sample_folder, "--least", 1, "--since", "2024-09-10").out


def test_a_claim_of_several_voices_tells_who_they_are(kg: Kg, sample_folder: Path) -> None:
    printed = kg("claims", sample_folder, "--least", 1, "--quotes", 1).out
    assert "China support Russia  (" in printed
    assert kg("claims", sample_folder, "--least", 99, "--format", "json").out == "[]\n"


def test_only_the_classes_asked_for_are_ranked(kg: Kg, sample_folder: Path) -> None:
    rows = json.loads(kg("rank", sample_folder, "--types", "Person, Alliance", "--format", "json").out)
    assert {row["type"] for row in rows} == {"Person", "Alliance"}
    ended = kg("rank", sample_folder, "--types", "Persons")
    assert ended.status == 2
    assert "nearest is 'Person'" in ended.err


def test_a_path_tells_what_a_step_rests_on_where_that_is_another_statement(kg: Kg, sample_folder: Path) -> None:
    out = kg("path", sample_folder, "Chatham House", "China").out
    assert out.startswith("Chatham House —speaks of→ China  [European Union restricts China]  (possible)\n")


def test_the_timeline_tells_a_period_and_how_much_it_leaves_out(kg: Kg, sample_folder: Path) -> None:
    ended = kg("timeline", sample_folder, "--since", "2024-08", "--until", "2024-08", "--format", "json")
    [row] = json.loads(ended.out)
    assert (row["time"], row["earliest"], row["latest"]) == ("2024-08-27", "2024-08-27", "2024-08-27")
    assert (row["subject"], row["object"], len(row["documents"])) == ("Jake Sullivan", "Xi Jinping", 1)
    published = kg("timeline", sample_folder, "--by", "published", "--format", "json")
    assert {row["time"] for row in json.loads(published.out)} == {"2024-09-10"}
    assert "stand in articles without a date, and are left out" in published.err
    assert kg("timeline", sample_folder, "--since", "soon").status == 2


def test_a_path_names_the_sentence_of_each_step(kg: Kg, sample_folder: Path) -> None:
    ended = kg("path", sample_folder, "G7", "Italy")
    step, sentence = ended.out.splitlines()
    assert step == "Italy —is a member of→ G7"
    assert sentence.startswith("    The G7 countries participating in the meeting include")


def test_a_graph_does_not_differ_from_itself(kg: Kg, sample_folder: Path, tmp_path: Path, sample: Knowledge) -> None:
    assert kg("diff", sample_folder, sample_folder) == Ended(0, "", "")
    database.save(replace(sample, statements=sample.statements[1:]), tmp_path)
    ended = kg("diff", sample_folder, tmp_path)
    assert ended.status == 0
    assert "- statement" in ended.out


def test_stats_counts_by_class_and_stance(kg: Kg, sample_folder: Path) -> None:
    assert re.search(r"^ +\d+  Country$", kg("stats", sample_folder).out, re.MULTILINE)
    [counts] = json.loads(kg("stats", sample_folder, "--format", "json").out)
    assert counts["documents"] == 3
    assert counts["facts"] < counts["statements"]


def test_an_export_may_go_to_a_file_or_to_standard_output(kg: Kg, sample_folder: Path, tmp_path: Path) -> None:
    printed = kg("export", sample_folder, "--format", "nquads").out
    assert kg("export", sample_folder, "--format", "nquads", "-o", tmp_path / "g.nq").out == ""
    assert (tmp_path / "g.nq").read_text(encoding="utf-8") == printed
    lines = printed.splitlines()
    assert lines == sorted(set(lines))


def test_the_page_is_written_as_one_file(kg: Kg, sample_folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyvis")
    assert kg("view", sample_folder, "-o", tmp_path / "page.html").status == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_a_closed_pipe_ends_quietly(sample_folder: Path) -> None:
    command = f"{sys.executable} -m kg export {sample_folder} --format nquads | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_output_is_utf8_in_any_locale(sample_folder: Path) -> None:
    command = [sys.executable, "-m", "kg", "explain", str(sample_folder), "China"]
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert "’" in done.stdout.decode("utf-8")


def test_a_fault_of_kg_is_told_in_a_line_and_shown_only_on_demand(
    kg: Kg, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("kg.store.database.load", stumble)
    ended = kg("query", sample_folder, "ASK {}")
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert "--debug" in ended.err
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    from kg.cli import run

    with pytest.raises(ZeroDivisionError):
        run(["query", str(sample_folder), "ASK {}", "--debug"])


def test_an_export_never_takes_the_place_of_a_part_of_a_graph(kg: Kg, sample_folder: Path) -> None:
    was = (sample_folder / "graph.trig").read_bytes()
    ended = kg("export", sample_folder, "--format", "nquads", "-o", sample_folder / "graph.trig")
    assert ended.status == 2
    assert "is graph.trig of a graph, which kg build alone writes" in ended.err
    assert (sample_folder / "graph.trig").read_bytes() == was


@pytest.mark.model
@pytest.mark.parametrize("broken", ["closed", "full"])
def test_a_build_goes_on_where_nobody_can_be_told(broken: str, tmp_path: Path) -> None:
    if broken == "full" and not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    (tmp_path / "a.txt").write_text("China aids Russia.")
    words = [sys.executable, "-m", "kg", "build", str(tmp_path / "a.txt"), str(tmp_path / "no.txt"), "-o", "out"]
    shell = f"{shlex.join(words)} {'2>&-' if broken == 'closed' else '2>/dev/full'}"
    assert subprocess.run(["sh", "-c", shell], cwd=tmp_path, check=False).returncode == 1
    assert (tmp_path / "out" / "report.md").is_file()
