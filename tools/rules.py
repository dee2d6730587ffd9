"""Write docs/rules.md anew from the registry of rules.

python tools/rules.py
"""

from __future__ import annotations

from pathlib import Path

from kg.terms.rules import page

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
