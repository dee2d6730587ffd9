"""What meeting of names over documents costs: CPU seconds a document for invented readings, more and more of them.

    python benchmarks/merges.py [COUNT...]

The names are made of syllables, so that the corpus is the same each time: people in full, by surname and by initial,
bodies with and without legal forms, places, countries. Time a document should grow hardly from one count to the next.
"""

from __future__ import annotations

import random
import sys
import time

from kg import gazetteer
from kg.knowledge import merges
from kg.knowledge.resolve import resolve
from kg.model.kinds import MentionKind
from kg.model.records import Document, Mention, Reading, Span

SYLLABLES = "ka ro min tel va zor bri lan du sek wo pen gal thi mar ost fel ny qua ber".split()
GIVEN = "John Mary Peter Anna Ivan Olga Karl Lena Omar Sara Wei Jun".split()
COUNTRIES = ["China", "Russia", "United States", "France", "Germany", "Japan", "Brazil", "India"]


def main() -> None:
    """Measure and print."""
    known = gazetteer.load()
    print("documents  ms/document  entities  links  write s  read s")
    for count in map(int, sys.argv[1:] or ["100", "1000", "10000"]):
        readings = corpus(count)
        start = time.process_time()
        found = resolve(readings, known, evidence=True)
        resolved = time.process_time()
        text = merges.write(found.links)
        written = time.process_time()
        merges.read(text)
        read = time.process_time() - written
        spent = 1000 * (resolved - start) / count
        sizes = f"{len(found.entities):8}  {len(found.links):5}"
        print(f"{count:9}  {spent:11.2f}  {sizes}  {written - resolved:7.2f}  {read:6.2f}")


def corpus(count: int) -> list[Reading]:
    """So many readings, the same each time."""
    draw = random.Random(count)

    def word(length: int) -> str:
        return "".join(draw.choice(SYLLABLES) for _ in range(length)).title()

    surnames = [word(3) for _ in range(max(50, count // 3))]
    people = [(draw.choice(GIVEN), draw.choice(["", "", "R. "]), draw.choice(surnames)) for _ in range(max(100, count))]
    bodies = [f"{word(2)} {word(2)}" for _ in range(max(60, count // 2))]
    places = [word(3) for _ in range(max(60, count // 4))]
    readings = []
    for number in range(count):
        named = [(_form(draw, *person), "PERSON") for person in draw.choices(people, k=5)]
        named += [(name + draw.choice(["", "", " Corp", " Inc."]), "ORG") for name in draw.choices(bodies, k=4)]
        named += [(name, "GPE") for name in (*draw.choices(places, k=3), *draw.sample(COUNTRIES, 2))]
        named += [("Foreign Ministry", "ORG"), *((f"{word(2)} {word(2).lower()} policy", "TOPIC") for _ in range(6))]
        readings.append(reading(f"d{number:05}", named, f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"))
    return readings


def _form(draw: random.Random, given: str, middle: str, surname: str) -> str:
    return draw.choice([f"{given} {middle}{surname}", f"{given} {surname}", surname, f"{given[0]}. {surname}"])


def reading(id: str, named: list[tuple[str, str]], date: str) -> Reading:
    """A document that has these names and nothing else."""
    text, mentions = "", []
    for number, (words, type) in enumerate(dict.fromkeys(named)):
        span = Span(len(text), len(text) + len(words))
        text += f"{words}. "
        kind = MentionKind.NOMINAL if type == "TOPIC" else MentionKind.NAME
        mentions.append(Mention(span, span, span, kind, type, number, words))
    return Reading(Document(id, text, (), date=date), (Span(0, len(text)),), tuple(mentions), ())


if __name__ == "__main__":
    main()
