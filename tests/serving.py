"""A server of a graph in a process of its own, and plain requests to it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from conftest import ROOT

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Got:
    """A response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a table in JSON, as text."""
        found = json.loads(self.body)["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in found]


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        return f"{self.address}/sparql"

    def ask(
        self, path: str = "/sparql", *, method: str = "GET", body: Any = None, timeout: float = 60, **headers: str
    ) -> Got:
        """One request; in the names of headers ``_`` stands for ``-``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=named)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Got(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, sparql: str, accept: str = "application/sparql-results+json", **fields: str | list[str]) -> Got:
        """A query as a form."""
        body = urlencode({"query": sparql, **fields}, doseq=True)
        return self.ask(method="POST", body=body, Content_Type=FORM, Accept=accept)

    def keeper(self) -> int:
        """The process that keeps the graph."""
        [pid] = children(self.process.pid)
        return pid

    def queries(self) -> list[int]:
        """The processes of the queries that run."""
        return children(self.keeper())


def children(pid: int) -> list[int]:
    """The processes that a process has started and that live; Linux only."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(entry.name))
    return found


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Served]:
    """A server at any free port, which is ended afterwards as by Ctrl-C."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        assert said.startswith("listening on http://127.0.0.1:"), said + process.stderr.read()
        yield Served(process, int(said.rpartition(":")[2]))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()
