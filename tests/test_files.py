"""A user's files: what is no file is not read, and a file is written whole or not at all."""

from __future__ import annotations

import errno
import os
import resource
import signal
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.work.files import contents, put, text

needs_unix = pytest.mark.skipif(os.name != "posix", reason="needs pipes, devices and links")


def test_a_file_and_what_a_link_leads_to_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"words")
    assert contents(tmp_path / "a") == b"words"
    (tmp_path / "b").symlink_to("a")
    assert contents(str(tmp_path / "b")) == b"words"


@needs_unix
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "pipe"])
def test_what_is_no_file_is_not_read(path: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="a pipe or a device"):
        contents(tmp_path / path)


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"irectory|ermission"):
        contents(tmp_path)


def test_no_more_is_read_than_may_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert contents(tmp_path / "a", limit=5) == b"12345"
    with pytest.raises(OSError, match="it has 5 bytes; the limit is 4"):
        contents(tmp_path / "a", limit=4)


def test_a_file_takes_the_place_of_another_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    put(tmp_path / "a", b"old")
    (tmp_path / "a").chmod(0o640)
    put(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@needs_unix
def test_a_link_stays_one_and_a_device_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").symlink_to("a")
    put(tmp_path / "b", b"new")
    assert (tmp_path / "b").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"
    put("/dev/null", b"new")


@needs_unix
def test_what_could_not_be_written_to_its_end_leaves_the_old_file(tmp_path: Path) -> None:
    put(tmp_path / "a", b"old")
    limits, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError) as caught:  # noqa: PT011 - told by its number
            put(tmp_path / "a", b"x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert caught.value.errno == errno.EFBIG
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_a_text_is_read_without_its_mark_and_what_is_wrong_with_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfCaf\xc3\xa9")
    assert text(tmp_path / "a", "the list", "Name a file") == "Café"
    (tmp_path / "a").write_bytes(b"Caf\xe9")
    with pytest.raises(InputError, match=r"^a: byte 3 is not UTF-8. Save the list as UTF-8"):
        text(tmp_path / "a", "the list", "Name a file")
    with pytest.raises(InputError, match=r"cannot read the list in '.*none': No such file or directory. Name a file"):
        text(tmp_path / "none", "the list", "Name a file")
