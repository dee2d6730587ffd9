"""Add the parser's analysis, and what is read, to sentences in tests/data/read.

python tools/record.py FILE ... [--again]

A block without an analysis gets one, and its answers; with --again every block gets new answers. Read the difference.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from kg.language.parse import Parser, table

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from recorded import BETWEEN, Recorded, blocks, rows


def main() -> None:
    """Write the files anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--again", action="store_true", help="new answers for every block")
    args = parser.parse_args()
    nlp = Parser().nlp
    for file in args.files:
        found = [_recorded(block, nlp) if not block.rows else block for block in blocks(file)]
        found = [block.answered() if args.again or not block.answers else block for block in found]
        file.write_text("\n\n".join("\n".join(block.lines) for block in found) + "\n", encoding="utf-8")


def _recorded(block: Recorded, nlp: object) -> Recorded:
    found: list[str] = []
    for words in block.paragraphs:
        found += [*([BETWEEN] if found else []), *rows(table(nlp(words)))]  # type: ignore[operator]
    return replace(block, rows=tuple(found))


if __name__ == "__main__":
    main()
