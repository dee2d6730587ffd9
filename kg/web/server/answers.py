"""How an answer travels: a job is a line of JSON in a file without a name, and the answer takes its place there.

The file is handed from process to process. Behind the answer stand its status and its headers, and behind these how
long they are; so an answer counts only when all of it is there. Nothing of it is ever in the memory of the server.
"""

from __future__ import annotations

import codecs
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, cast

from kg.store.result import NO_XML_NAME, for_xml

Job = Mapping[str, Any]  # Any: plain values of JSON

_LENGTH = 8
_CHUNK = 1 << 18


class TooLargeError(Exception):
    """An answer that has more bytes than it may."""


class NoFormError(Exception):
    """An answer that cannot be written in the form that was chosen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in its file.

    Attributes:
        status: of HTTP.
        headers: of the response; Content-Type among them.
        length: bytes of its body.
        file: where the body begins at 0.
    """

    status: int
    headers: Mapping[str, str]
    length: int
    file: IO[bytes]

    def chunks(self) -> Iterator[bytes]:
        """The body in pieces."""
        at = 0
        while at < self.length:
            piece = os.pread(self.file.fileno(), min(_CHUNK, self.length - at), at)
            if not piece:
                raise EOFError("the file of an answer was cut off")
            at += len(piece)
            yield piece


def posed(job: Job) -> IO[bytes]:
    """A new file with a job."""
    file = tempfile.TemporaryFile(prefix="kg-")  # noqa: SIM115 - whoever gets the answer closes it
    file.write(json.dumps(job).encode("utf-8", "surrogatepass"))
    file.flush()
    return file


def read(file: IO[bytes]) -> Answer | None:
    """The answer in a file; None where it is not whole."""
    handle = file.fileno()
    size = os.fstat(handle).st_size
    if size < _LENGTH:
        return None
    head = int.from_bytes(os.pread(handle, _LENGTH, size - _LENGTH), "big")
    length = size - _LENGTH - head
    if length < 0:
        return None
    try:
        told = json.loads(os.pread(handle, head, length))
        return Answer(int(told["status"]), told["headers"], length, file)
    except (ValueError, KeyError, TypeError):
        return None


class Paper:
    """The file of one job, as the process sees it that answers.

    Args:
        handle: of the file.
        size: bytes that the answer may have.
    """

    def __init__(self, handle: int, size: int) -> None:
        self._handle = handle
        self._size = size
        self._length = 0
        self._decoder: codecs.IncrementalDecoder | None = None

    @property
    def file(self) -> IO[bytes]:
        """Itself, as what the engine writes to; it calls no more than ``write`` and ``flush``."""
        return cast("IO[bytes]", self)

    def job(self) -> Job:
        """The job; the file is empty afterwards."""
        os.lseek(self._handle, 0, os.SEEK_SET)
        with os.fdopen(os.dup(self._handle), "rb") as file:
            job: Job = json.loads(file.read().decode("utf-8", "surrogatepass"))
        self.clear()
        return job

    def another(self, file: IO[bytes]) -> Paper:
        """A draft in a file, which may become as large."""
        return Paper(file.fileno(), self._size)

    def begin_otherwise(self, start: bytes, other: bytes) -> None:
        """Put other bytes in the place of those with which the answer begins, where these are as many."""
        if len(start) == len(other) and os.pread(self._handle, len(start), 0) == start:
            os.pwrite(self._handle, other, 0)

    def clear(self) -> None:
        """Take back what was written."""
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        self._length, self._decoder = 0, None

    def as_xml(self) -> None:
        """From now on, characters that XML cannot hold are written as U+FFFD."""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(self, data: bytes) -> int:
        """Write a piece of the answer.

        Raises:
            TooLargeError: if there is too much of it.
            NoFormError: if it is XML of a predicate that has no name in XML.
        """
        given = len(data)
        if self._decoder is not None:
            text = self._decoder.decode(bytes(data))
            if NO_XML_NAME.decode() in text:
                raise NoFormError("a predicate of these triples ends in no name of XML; ask for text/turtle")
            data = for_xml(text, "\ufffd").encode()
        self._length += len(data)
        if self._length > self._size:
            raise TooLargeError(
                f"the answer has more than {self._size / 1e6:,.0f} MB. Ask for less at a time, with LIMIT and OFFSET, "
                "or let the server give more with --size"
            )
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        return given

    def flush(self) -> None:
        """Nothing: whatever is written stands in the file."""

    def sign(self, status: int, headers: Mapping[str, str]) -> None:
        """Write status and headers behind the answer, which makes it whole."""
        head = json.dumps({"status": status, "headers": dict(headers)}).encode()
        os.write(self._handle, head + len(head).to_bytes(_LENGTH, "big"))
