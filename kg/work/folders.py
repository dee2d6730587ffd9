"""A folder of files written as a whole beside its place, and put there when all of it is there.

A file in it, the mark, lists what kg wrote, each with its size and SHA-256. Writing it again replaces just that: a
folder without a mark is refused, and so is one in which somebody changed a file that would be replaced. What else
somebody put there (the settings of a program, notes of one's own) stays.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from kg.errors import InputError, shown
from kg.work.files import AnyPath

MARK = ".kg-export.json"
_MAGIC = "the files below were written by kg export, which replaces and removes no others"
_NAMED = 5

# The size and the SHA-256 of each file, by its path with slashes.
Written = Mapping[str, tuple[int, str]]


def put_folder(path: AnyPath, files: Mapping[str, bytes]) -> None:
    """Write a folder of files in place of the one that kg wrote there before, or of none.

    Args:
        path: of the folder; the one that it stands in must be there.
        files: by their paths in it, with slashes.

    Raises:
        InputError: if something stands there that kg did not write or that was changed since, or it cannot be written.
            What was there is then as it was.
    """
    target = Path(os.path.realpath(path))
    new, old = (target.with_name(f".{target.name}.kg-{name}") for name in ("new", "old"))
    try:
        _settle(target, new, old)
        before = _refuse_foreign(target, path, files)
        new.mkdir()
        try:
            _fill(new, files)
            if before is not None:
                shutil.copymode(target, new)
                _carry(target, new, before)
                target.rename(old)
            try:
                new.rename(target)
            except OSError:
                with suppress(OSError):
                    old.rename(target)
                raise
        finally:
            shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(
            f"cannot write the folder {shown(os.fspath(path))}: {reason}. Name one where there is room, in a folder "
            "that exists"
        ) from error


def written(folder: Path) -> Written | None:
    """The files that the mark of a folder lists; None where there is no mark of kg's."""
    try:
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
        if told["kg"] != _MAGIC:
            return None
        return {name: (size, digest) for name, (size, digest) in told["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def exported(folder: Path) -> frozenset[str]:
    """The names of the files that kg export wrote into a folder, be it the export itself or one right within it."""
    above = folder.resolve()
    within = [name.removeprefix(f"{above.name}/") for name in written(above.parent) or () if "/" in name]
    return frozenset(name for name in (*(written(folder) or ()), *within) if "/" not in name)


def _settle(target: Path, new: Path, old: Path) -> None:
    """End what an interruption left: the old folder comes back if the new one did not take its place."""
    if os.path.lexists(old) and not os.path.lexists(target) and written(old) is not None:
        old.rename(target)
    for left in (new, old):
        if os.path.lexists(left):
            if written(left) is None and any(left.iterdir()):
                raise FileExistsError(f"{left.name} stands beside it, which kg did not write")
            shutil.rmtree(left)


def _refuse_foreign(target: Path, path: AnyPath, files: Mapping[str, bytes]) -> Written | None:
    """What kg wrote in the folder that is there; None where there is no folder, or an empty one."""
    if not os.path.lexists(target):
        return None
    if not target.is_dir():
        raise InputError(f"{shown(os.fspath(path))} is a file, and a folder is to be written. Name another place")
    known = written(target)
    if known is None:
        if any(target.iterdir()):
            raise InputError(
                f"{shown(os.fspath(path))} is a folder that kg export did not write, and it is not empty. Nothing was "
                "touched: name another folder"
            )
        return None
    changed = sorted(name for name, there in _standing(target, {*known, *files}) if known.get(name) != there)
    if changed:
        listed = ", ".join(changed[:_NAMED]) + (f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else "")
        raise InputError(
            f"in {shown(os.fspath(path))} these were changed since kg wrote them, or are not kg's: {listed}. Nothing "
            "was touched: move them away, or name another folder"
        )
    return known


def _standing(target: Path, names: set[str]) -> Iterator[tuple[str, tuple[int, str] | None]]:
    """Those of the names that something stands under, with its size and digest; None for what is no plain file."""
    for name in names:
        file = target / name
        if os.path.lexists(file):
            is_plain = file.is_file() and not file.is_symlink()
            yield name, _told(file.read_bytes()) if is_plain else None


def _told(data: bytes) -> tuple[int, str]:
    return len(data), hashlib.sha256(data).hexdigest()


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    mark = {"kg": _MAGIC, "format": 1, "files": {name: _told(files[name]) for name in sorted(files)}}
    # The mark comes first, so that what an interruption leaves is known for kg's own.
    (folder / MARK).write_text(json.dumps(mark, ensure_ascii=False, indent=0) + "\n", encoding="utf-8", newline="\n")
    made = set()
    for name, data in files.items():
        file = folder / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(data)


def _carry(target: Path, new: Path, known: Written) -> None:
    """Take along what is not kg's: the same files under another name, or copies where a disk cannot do that."""
    ours = {*known, MARK}
    for here, folders, names in os.walk(target):
        inside = Path(here).relative_to(target)
        links = [name for name in folders if Path(here, name).is_symlink()]
        if not folders and not names:
            (new / inside).mkdir(parents=True, exist_ok=True)
        for name in (*names, *links):
            if (inside / name).as_posix() in ours:
                continue
            (new / inside).mkdir(parents=True, exist_ok=True)
            try:
                os.link(Path(here, name), new / inside / name, follow_symlinks=False)
            except (OSError, NotImplementedError):
                shutil.copy2(Path(here, name), new / inside / name, follow_symlinks=False)
