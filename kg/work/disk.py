"""The folder of a graph: one state at a time, changed as a whole; what kg did not write is never touched.

    DIR/store/  graph.trig  graph.html  report.md    the state, all of one build
    DIR/readings.json.gz                             of it too: the articles as they were read
    DIR/records.json.gz                              and what the store says, quick to read
    DIR/.kg/kg.json                                  the mark: every file of the state, with its size and SHA-256
    DIR/.kg/new/                                     a state that is being written
    DIR/.kg/next/                                    a state that is whole

A state is written to ``new``; when all of it has reached the disk, renaming that folder to ``next`` makes it the graph.
Its parts are then moved to their places, and the mark last. Whoever opens the folder after an interruption does that
first, so that what is found is the old state or the new one, never parts of both.

What stands under a name of the state, but is not as the mark has it, belongs to the user: it is named, and nothing is
read, written or removed. That holds for links too, as what they lead to is never kg's.
"""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from kg.errors import StoreError

STORE, TRIG, PAGE, REPORT = "store", "graph.trig", "graph.html", "report.md"
READINGS, RECORDS = "readings.json.gz", "records.json.gz"
NAMES = (STORE, TRIG, PAGE, REPORT, READINGS, RECORDS)
# Decisions of a person, which kg writes down and never takes for an article.
MERGES = "merges.yaml"

_HOME, _MARK, _NEW, _NEXT, _OLD = ".kg", "kg.json", "new", "next", "old"
# Where the mark lies in the folder of a graph, as paths of other stores are written.
MARK = f"{_HOME}/{_MARK}"
# With this every mark begins; a build that ended early leaves no more of it than its beginning.
_MAGIC = '{"kg": "the files below were written by kg, which replaces and removes no others", "format": 1'

# How often one asks whether another writes, and the seconds between: who reads may hold a folder for a moment.
_TRIES, _PAUSE = 5, 0.02

# Nanoseconds after which a file that is changed again shows it by its times, on any file system.
_AT_REST = 3_000_000_000

# Of a file of the state: its size in bytes, and its SHA-256 but for those of the database.
Files = Mapping[str, tuple[int, str]]


class Folder:
    """A folder whose graph nobody else changes while it is held; made by :func:`hold`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def renewed(self) -> Iterator[Path]:
        """An empty folder for a new state, which takes the place of the old one when the block is left without error.

        What is put there under :data:`NAMES` is the state; a name that it lacks, the folder lacks afterwards.

        Raises:
            StoreError: if it cannot be written; the folder is then as it was, and what was written is removed.
        """
        home, new = self.path / _HOME, self.path / _HOME / _NEW
        is_whole = False
        try:
            if not (home / _MARK).exists():
                home.mkdir(exist_ok=True)
                _write_mark(home, {})
            _tidy(home)
            new.mkdir()
            # Where the disk is full by then, what is whole must still find its place.
            (home / _OLD).mkdir()
            yield new
            _write_mark(new, _files(new))
            _sync_tree(new)
            _refuse_foreign(self.path)
            new.rename(home / _NEXT)
            is_whole = True
        except OSError as error:
            raise StoreError(
                f"cannot write a graph to {str(self.path)!r}: {reason(error)}. "
                "Make room there, or choose another folder"
            ) from error
        finally:
            if not is_whole:
                _tidy(home)
        try:
            _sync(home)
            _finish(self.path)
        except OSError as error:
            raise _unplaced(self.path, error) from error


@contextmanager
def hold(path: Path) -> Iterator[Folder]:
    """A folder for one writer; it is made if need be, and removed again if nothing was put there.

    Raises:
        StoreError: if it cannot be written, another process writes there, or something stands in the way there that
            kg did not write.
        KeyboardInterrupt: as it comes; a note tells which graph is there.
    """
    made = [folder for folder in (path, *path.parents) if not os.path.exists(folder)]
    with ExitStack() as held:
        held.callback(_remove_empty, made)
        try:
            path.mkdir(parents=True, exist_ok=True)
            if not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            held.enter_context(_alone(path, wait=False))
            _finish(path)
            _refuse_foreign(path)
            _tidy(path / _HOME)
        except OSError as error:
            raise StoreError(
                f"cannot write a graph to {str(path)!r}: {reason(error)}. Choose another folder"
            ) from error
        held.callback(_forget_empty, path / _HOME)
        before = _mark(path / _HOME) or {}
        try:
            yield Folder(path)
        except KeyboardInterrupt as interrupt:
            interrupt.add_note(_left(path, before))
            raise


def _left(folder: Path, before: Files) -> str:
    """Clear up behind a writer that was interrupted; gives what there is now, in words."""
    with suppress(OSError, StoreError):
        _finish(folder)
        _tidy(folder / _HOME)
    if is_unsettled(folder) or (_mark(folder / _HOME) or {}) != before:
        return f"the new graph in {str(folder)!r} is whole"
    return f"nothing was changed in {str(folder)!r}; the same command goes on"


def _clear(folder: Path) -> None:
    import shutil  # brings all kinds of compression, and only writers clear anything

    shutil.rmtree(folder, ignore_errors=True)


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _forget_empty(home: Path) -> None:
    """Take the mark of a folder away, or the beginning of one, in which nothing came to stand."""
    with suppress(OSError):
        if _is_begun(home):
            (home / f"{_MARK}.new").unlink(missing_ok=True)
            home.rmdir()
        elif _mark(home) == {} and os.listdir(home) == [_MARK]:
            (home / _MARK).unlink()
            home.rmdir()


def settled(path: Path) -> None:
    """Put a whole new state in its place, where a build was interrupted before it could do so; else nothing.

    Raises:
        StoreError: if it cannot be put there.
    """
    if not is_unsettled(path):
        return
    try:
        with _alone(path, wait=True):
            _finish(path)
    except OSError as error:
        raise _unplaced(path, error) from error


def _unplaced(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"the graph in {str(path)!r} is whole, but cannot be put in place: {reason(error)}. "
        "Run the command again where you may write"
    )


def is_unsettled(path: Path) -> bool:
    """True while a whole new state is not yet in its place."""
    return os.path.isdir(path / _HOME / _NEXT)


def revision(path: Path) -> bytes:
    """What tells a state of the folder from any other; empty where there is none."""
    with suppress(OSError):
        return (path / _HOME / _MARK).read_bytes()
    return b""


def is_still(path: Path, before: bytes) -> bool:
    """True where the folder has the state of a :func:`revision`, whole, and had it all the time since."""
    # In this order: a change that ends between the two looks has by then left its mark.
    return not is_unsettled(path) and revision(path) == before


def written(path: Path) -> frozenset[str]:
    """The names in a folder under which kg wrote; none where the folder has no mark of it."""
    files = _mark(path / _HOME)
    return frozenset({MERGES, *(name.partition("/")[0] for name in files)} if files is not None else ())


def own_file(path: str | os.PathLike[str]) -> str:
    """Which part of a graph's folder a file is, "store" or "graph.trig"; empty for one that is none of kg's."""
    file = Path(os.path.abspath(path))
    for folder in file.parents[:3]:
        name = file.relative_to(folder).parts[0]
        if name in {*NAMES, _HOME} and _mark(folder / _HOME) is not None:
            return name
    return ""


def text(path: Path, name: str) -> str | None:
    """What a file of the state says; None where the state has none of that name."""
    try:
        return (path / name).read_text(encoding="utf-8") if name in written(path) else None
    except (OSError, UnicodeDecodeError):
        return None


def data(path: Path, name: str) -> bytes | None:
    """The bytes of a file of the state; None where the state has none of that name.

    Raises:
        StoreError: if they cannot be read, or are not what kg wrote there.
    """
    while True:
        before = revision(path)
        try:
            return _believed(path, name)
        except StoreError:
            # A build may have put another one there since the mark was read.
            if is_still(path, before):
                raise
        settled(path)


def _believed(path: Path, name: str) -> bytes | None:
    told = (_mark(path / _HOME) or {}).get(name)
    if told is None:
        return None
    try:
        found = (path / name).read_bytes()
    except OSError as error:
        raise StoreError(f"cannot read {name} in {str(path)!r}: {reason(error)}. Build the graph anew") from error
    if (len(found), _sha256(io.BytesIO(found))) != told:
        raise StoreError(
            f"{name} in {str(path)!r} was changed since kg wrote it. Move it away, and build the graph anew"
        )
    return found


def reason(error: Exception) -> str:
    """Why something failed, in words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


# -- the mark ------------------------------------------------------------------------------------------------------


def _write_mark(folder: Path, files: Files) -> None:
    body = json.dumps(files, sort_keys=True)
    partial = folder / f"{_MARK}.new"
    with partial.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{_MAGIC}, "files": {body}}}\n')
        out.flush()
        os.fsync(out.fileno())
    partial.replace(folder / _MARK)
    _sync(folder)


def _mark(folder: Path) -> Files | None:
    """The files that a mark lists; None where there is none that kg wrote."""
    try:
        text = (folder / _MARK).read_text(encoding="utf-8")
        if not text.startswith(_MAGIC):
            return None
        return {name: (size, digest) for name, (size, digest) in json.loads(text)["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _files(folder: Path, names: tuple[str, ...] = NAMES) -> Files:
    """What stands under these names, down to each file; a link, an empty folder and what else is no file count -1."""
    found: dict[str, tuple[int, str]] = {}
    for name in names:
        top = folder / name
        is_folder = top.is_dir() and not top.is_symlink()
        for path in _within(top) if is_folder else (top,):
            if os.path.lexists(path):
                is_file = stat.S_ISREG(path.lstat().st_mode)
                digest = _digest(path) if is_file and name != STORE else ""
                found[path.relative_to(folder).as_posix()] = (path.stat().st_size if is_file else -1, digest)
    return found


def _within(folder: Path) -> Iterator[Path]:
    """All that stands in a folder and below but the folders that something stands in; no link is followed."""
    for here, folders, files in os.walk(folder):
        yield from (Path(here, name) for name in files)
        yield from (path for name in folders if (path := Path(here, name)).is_symlink())
        if not folders and not files:
            yield Path(here)


def _digest(path: Path) -> str:
    found = path.stat()
    # What was written just now may be written once more within the same tick of the file system's clock.
    if time.time_ns() - max(found.st_ctime_ns, found.st_mtime_ns) < _AT_REST:
        return _digested(path)
    return _digest_at(path, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


@lru_cache(maxsize=32)
def _digest_at(path: Path, _state: tuple[int, ...]) -> str:
    """The digest of a file in one of its states, which a writer asks for several times."""
    return _digested(path)


def _digested(path: Path) -> str:
    with path.open("rb") as file:
        return _sha256(file)


def _sha256(file: io.BufferedReader | io.BytesIO) -> str:
    import hashlib  # brings OpenSSL, which whoever only asks a graph need not wait for

    return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_foreign(folder: Path, names: tuple[str, ...] = NAMES) -> None:
    """Nothing, where all that stands under these names is as kg wrote it.

    Raises:
        StoreError: if something is not.
    """
    home = folder / _HOME
    known = None if home.is_symlink() else _mark(home)
    if known is None and os.path.lexists(home) and not _is_begun(home):
        foreign = [_HOME]
    else:
        there = _files(folder, names)
        foreign = sorted(name for name, one in there.items() if (known or {}).get(name) != one)
    if foreign:
        listed = ", ".join(foreign[:5]) + (f" and {len(foreign) - 5} more" if len(foreign) > 5 else "")
        raise StoreError(
            f"{str(folder)!r} holds {listed}, which kg did not write there, or which was changed since. Nothing was "
            "touched: move that away, or choose another folder"
        )


def _tidy(home: Path) -> None:
    """Take away what a writer left that was ended: a state that is not whole, and one that was replaced."""
    if not home.is_symlink() and _mark(home) is not None:
        for left in (_NEW, _OLD):
            _clear(home / left)


def _is_begun(home: Path) -> bool:
    """True for a folder in which kg was about to write its first mark when it was ended."""
    if home.is_symlink() or not home.is_dir():
        return False
    partial = home / f"{_MARK}.new"
    if not {entry.name for entry in os.scandir(home)} <= {partial.name}:
        return False
    return not partial.exists() or _MAGIC.startswith(
        partial.read_text(encoding="utf-8", errors="replace")[: len(_MAGIC)]
    )


# -- putting a state in place --------------------------------------------------------------------------------------


def _finish(folder: Path) -> None:
    """Put a whole new state in its place; nothing where there is none. May be interrupted, and done again."""
    home = folder / _HOME
    next, old = home / _NEXT, home / _OLD
    if home.is_symlink() or _mark(home) is None or not next.is_dir():
        return
    if old.is_dir() and any(old.iterdir()):
        _clear(old)
    if os.path.lexists(next / _MARK):
        coming = {name.partition("/")[0] for name in _mark(next) or ()}
        moving = [name for name in NAMES if os.path.lexists(next / name) or name not in coming]
        _refuse_foreign(folder, tuple(moving))
        old.mkdir(exist_ok=True)
        for name in moving:
            _exchange(folder / name, old / name, next / name if name in coming else None)
        _sync(folder)
        (next / _MARK).replace(home / _MARK)
    next.rmdir()
    _clear(old)
    _sync(home)


def _exchange(place: Path, old: Path, new: Path | None) -> None:
    """Put something new in the place of what is there, or nothing."""
    # A file takes the place of another at once; a folder can only follow it.
    if os.path.lexists(place) and (place.name == STORE or new is None):
        place.rename(old)
    if new is not None:
        new.replace(place)


@contextmanager
def _alone(folder: Path, *, wait: bool) -> Iterator[None]:
    """Keeps other writers out of a folder; the lock goes with the process, however that ends.

    Raises:
        StoreError: if another process writes there and one will not wait.
    """
    try:
        import fcntl
    except ImportError:  # a system without it has no such lock; there the last writer wins
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        for number in range(_TRIES):
            with suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if number + 1 < _TRIES:
                time.sleep(_PAUSE)
        else:
            raise StoreError(
                f"another process is writing the graph in {str(folder)!r}. Wait for it, or choose another folder"
            )
        yield
    finally:
        os.close(handle)


def _sync_tree(folder: Path) -> None:
    """Wait until a folder with all that is in it has reached the disk."""
    for here, _, files in os.walk(folder):
        for name in files:
            _sync(Path(here, name))
        _sync(Path(here))


def _sync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # a system on which a folder cannot be opened
        if path.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
