"""Writes ontology/ordinary.tsv: English words that are no names, from the word lists of the installed spaCy model.

The lists are those of WordNet. Nouns that the model's tagger takes for names also in small letters ("berlin", "monday")
are left out, and so are given names that are nothing else. Run it as ``python tools/ordinary.py``; it takes minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.language.parse import installed, load

OUT = Path(__file__).parent.parent / "ontology"
# A noun in small letters where no name is likely, with its place in the sentence.
FRAMES = (("he spoke about {} yesterday .", 3), ("they saw the {} there .", 3), ("a {} was found .", 1))
HEAD = """# Purpose: English words that are no names, for texts in capitals.
# Source: WordNet 3.0, from the word lists of spaCy's English models.
# Licence: WordNet 3.0 Copyright 2006 by Princeton University; text in NOTICE.md.
# Made: by tools/ordinary.py.
# One a line, in small letters.
"""


def main() -> None:
    """Collect, sift and write the words."""
    nlp = load(installed())
    tables = nlp.get_pipe("lemmatizer").lookups

    def listed(table: str, kind: str) -> set[str]:
        return plain(tables.get_table(table)[nlp.vocab.strings[kind]])

    others = {word for kind in ("verb", "adj", "adv") for t in ("lemma_index", "lemma_exc") for word in listed(t, kind)}
    nouns = listed("lemma_index", "noun") | listed("lemma_exc", "noun")
    given = {line.split("\t")[0].lower() for line in (OUT / "given-names.tsv").read_text("utf-8").splitlines()}
    votes = as_names(nlp, sorted(nouns - others))
    kept = others | {word for word in nouns - given if not votes[word] or (votes[word] == 1 and len(word) > 5)}
    known = sorted(word for word in kept if not nlp.vocab.vectors.size or nlp.vocab.has_vector(word))
    (OUT / "ordinary.tsv").write_text(HEAD + "\n".join(known) + "\n", encoding="utf-8", newline="\n")


def plain(words: Iterable[str]) -> set[str]:
    """The single words among some, in small ASCII letters."""
    return {word for word in words if word.isascii() and word.isalpha() and word.islower() and len(word) > 1}


def as_names(nlp: Any, words: list[str]) -> Counter[str]:
    """How many frames have the tagger take each word for a name."""
    asked = [(word, frame.format(word), place) for word in words for frame, place in FRAMES]
    docs = nlp.pipe((text for _, text, _ in asked), disable=["parser", "ner", "lemmatizer", "attribute_ruler"])
    return Counter(word for (word, _, place), doc in zip(asked, docs, strict=True) if doc[place].tag_.startswith("NNP"))


if __name__ == "__main__":
    main()
