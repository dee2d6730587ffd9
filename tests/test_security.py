"""What SECURITY.md promises of kg's own code: nothing reaches out unasked, starts a program or unpacks objects."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

import kg
from kg.cli.asking import query
from kg.store import gate

PAGE = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())

# Modules that reach the network, start programs, or run what they read.
REFUSED = frozenset(
    """aiohttp asyncio cloudpathlib ftplib http httpx imaplib marshal pickle poplib pty requests shelve smart_open
    smtplib socket socketserver ssl subprocess telnetlib urllib.request urllib3 weasel webbrowser xmlrpc""".split()
)
# The rooms that do so, and with what: a server listens, and starts the process that keeps its graph; a
# cluster is asked.
REACHING = {
    "web/server": frozenset(["asyncio", "socket", "subprocess"]),
    # `kg build --cluster`; SECURITY.md says whom that trusts.
    "work/cluster": frozenset(["pickle", "socket"]),
}
CALLS = frozenset(["eval", "exec", "compile", "os.system", "os.popen", "os.startfile", "os.posix_spawn", "yaml.load"])


def reached(source: str) -> Iterator[str]:
    """The modules that a source imports and the calls of it that are refused."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS:
            yield f"{ast.unparse(node.func)}()"
        yield from (name for name in names if name in REFUSED or name.partition(".")[0] in REFUSED)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import socket", ["socket"]),
        ("from urllib import request", ["urllib.request"]),
        ("def f():\n    import requests.api", ["requests.api"]),
        ("from urllib.parse import quote", []),
        ("eval('1')", ["eval()"]),
        ("re.compile('a')", []),
    ],
)
def test_what_is_looked_for_is_found(source: str, found: list[str]) -> None:
    assert list(reached(source)) == found


# What `kg push` and `--endpoint` reach stores by, loaded when they do; SECURITY.md names it.
CLIENT = ROOT / "kg" / "web" / "client.py"


def test_nothing_in_kg_imports_the_network_or_runs_what_it_reads() -> None:
    sources = sorted({*(ROOT / "kg").rglob("*.py")} - {CLIENT})
    assert sources
    assert str(CLIENT.relative_to(ROOT)) in PAGE
    reaching = {name.partition(".")[0] for name in reached(CLIENT.read_text(encoding="utf-8"))}
    assert reaching <= {"requests", "urllib3"}
    found = {path: {*reached(path.read_text(encoding="utf-8"))} for path in sources}
    rooms = {room: ROOT / "kg" / room for room in REACHING}
    outside = {path: names for path, names in found.items() if not any(r in path.parents for r in rooms.values())}
    assert {str(path): names for path, names in outside.items() if names} == {}
    for room, folder in rooms.items():
        inside = set().union(*(names for path, names in found.items() if folder in path.parents))
        assert inside <= REACHING[room]


@pytest.mark.model
def test_a_build_its_page_and_its_questions_open_no_connection_and_start_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **_: object) -> None:
        raise AssertionError(f"reached out: {args!r}")

    for owner, name in (
        (socket.socket, "connect"),
        (socket.socket, "connect_ex"),
        (socket.socket, "sendto"),
        (socket, "getaddrinfo"),
        (subprocess.Popen, "__init__"),
    ):
        monkeypatch.setattr(owner, name, refuse)
    article = tmp_path / "port.txt"
    article.write_text("Norway supports Iceland. It was told in http://news.example/port.\n", encoding="utf-8")
    with warnings.catch_warnings():
        # spaCy and what it imports warn of each other's future.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = kg.build([str(article)], cache=False)
    graph.save(tmp_path / "out")
    loaded = kg.load(tmp_path / "out")
    assert loaded.query("ASK { e:Norway kg:supports e:Iceland }")
    assert "Norway" in (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")


def test_the_limits_that_are_told_are_those_of_the_code() -> None:
    assert f"{gate.LONGEST:,} characters, {gate.DEEPEST} levels" in PAGE
    [memory] = [option.default for option in query.params if option.name == "memory"]
    assert f"{memory:,} MB" in PAGE


def test_the_files_that_are_named_in_the_security_page_exist() -> None:
    named = {*re.findall(r"`((?:kg|locks|tests|tools)/[\w./]+)", PAGE), *re.findall(r"\]\(([\w./-]+)\)", PAGE)}
    assert len(named) >= 6
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
