"""Write the tables of terms at the end of ontology/README.md anew from ontology/kg.ttl: make docs.

A test compares; run this after a change of ontology/kg.ttl.
"""

from __future__ import annotations

from pathlib import Path

from kg.terms import vocab

PAGE = Path(__file__).parent.parent / "ontology" / "README.md"
# All that stands above stays.
FIRST = "\n## Classes ("


def main() -> None:
    """Write the tables."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(f"{text[: text.index(FIRST)]}\n{page()}", encoding="utf-8", newline="\n")


def page() -> str:
    """All terms as Markdown tables."""
    titles = {
        "class": ("Classes", ("class", "means", "kinds of")),
        "relation": ("Relations", ("relation", "means", "from → to", "also holds")),
        "property": ("Properties of statements, evidence, events, entities and documents", ("property", "means", "of")),
        "individual": ("Closed sets", ("value", "means")),
    }
    parts = []
    for kind, (title, columns) in titles.items():
        listed = [found for found in vocab.terms().values() if found.kind == kind]
        rows = [_cells(found)[: len(columns)] for found in listed]
        lines = [columns, tuple("---" for _ in columns), *rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        parts.append(f"## {title} ({len(listed)})\n\n{table}\n")
    return "\n".join(parts)


def _cells(found: vocab.Term) -> tuple[str, ...]:
    """A term's row: its name, what it means with an example, and what it hangs together with."""
    local = found.name.removeprefix("kg:")
    domain, range = (" or ".join(name.removeprefix("kg:") for name in names) for names in (found.domains, found.ranges))
    if found.kind == "class":
        above = ", ".join(name.removeprefix("kg:") for name in found.broader[:2])
        last = [f"{above} ({found.notation})" if found.notation else above]
    elif found.kind == "relation":
        also = [name.removeprefix("kg:") for name in found.broader]
        also += ["symmetric"] if found.is_symmetric else []
        also += [f"inverse {found.inverse.removeprefix('kg:')}"] if found.inverse else []
        last = [f"{domain} → {range}", ", ".join(also)]
    else:
        last = [domain]
    return (f"`{local}`", f"{found.definition} *{found.example}*", *last)


if __name__ == "__main__":
    main()
