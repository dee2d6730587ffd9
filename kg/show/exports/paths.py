"""Names of files that every system can hold, made of what things are called."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping

# Bytes of a name in UTF-8; systems take 255, and a sign of their own may come to it.
_LONGEST = 120
# What Windows, macOS or Obsidian cannot have in a name, what Markdown takes for its own within a link, where nothing
# can be escaped, what cannot be seen, and what turns text around.
_UNSAFE = re.compile(
    '[\x00-\x1f\x7f-\x9f/\\\\:*?"<>|#^\\[\\]{}$`*=%\ufffd\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+'
)
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def file_names(labels: Mapping[str, str]) -> dict[str, str]:
    """A name of a file for each id, without its ending; no two alike on a system that does not tell capitals.

    Of those that would be alike, all but the first by id have a mark behind their name that follows from their id.

    Args:
        labels: what each id is called.

    >>> file_names({"China": "China", "Chinas": "china", "Nul": "NUL", "p": "a/b?"})
    {'China': 'China', 'Chinas': 'china ~cda914', 'Nul': '_NUL', 'p': 'a b'}
    """
    taken: set[str] = set()
    found = {}
    for id in sorted(labels):
        name = plain = safe(labels[id])
        digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()
        length = 6
        while _folded(name) in taken:
            name = f"{plain} ~{digest[:length]}"
            length += 1
        taken.add(_folded(name))
        found[id] = name
    return found


def safe(text: str) -> str:
    """Text as the name of a file.

    >>> safe("  ../etc: x "), safe("aux.md"), safe("???"), safe("U.S.")
    ('etc x', '_aux.md', 'unnamed', 'U.S')
    """
    words = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", text)).split())
    name = words.encode()[:_LONGEST].decode(errors="ignore").strip(" .") or "unnamed"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
