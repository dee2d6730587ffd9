"""The graph as an Obsidian vault: linked notes for entities and articles, with the sentences behind each claim.

Notes are plain Markdown. What is no fact is told with its stance in front, in a callout of another colour. Nothing in a
name or a quote can become a link, a tag, an embedded file or HTML.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import yaml

from kg.model.records import Document, Entity, Knowledge, Literal, Node, Statement
from kg.show.exports import told
from kg.show.exports.paths import file_names
from kg.show.exports.told import Told, line
from kg.terms import stance
from kg.terms.classes import ACTOR_CLASSES

ENTITIES, PHRASES, ARTICLES, INDEX = "entities", "phrases", "articles", "index"
# Most entities that the index lists for each class.
_LISTED = 50

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~^=$%!&])")
_CALLOUTS = {"fact": "quote", stance.DENIED: "failure"}


def obsidian(knowledge: Knowledge) -> dict[str, bytes]:
    """The notes by their paths in the vault."""
    vault = _Vault(Told(knowledge))
    files = {f"{_folder(entity)}/{vault.names[entity.id]}.md": vault.entity(entity) for entity in vault.told.entities}
    files |= {
        f"{ARTICLES}/{vault.articles[document.id]}.md": vault.article(document) for document in vault.told.documents
    }
    files[f"{INDEX}.md"] = vault.index()
    return {path: text.encode() for path, text in files.items()}


def _in_text_order(statement: Statement) -> tuple[str, int, str]:
    return statement.document, min((e.sentence.start for e in statement.evidence), default=0), statement.id


def _folder(entity: Entity) -> str:
    return ENTITIES if entity.type in ACTOR_CLASSES else PHRASES


class _Vault:
    """Where each note stands, and what it says."""

    def __init__(self, told_of: Told) -> None:
        self.told = told_of
        # One name for each note of the vault, so that links hold wherever its user moves a note. The index comes first.
        entities = {f"e:{entity.id}": told_of.labels[entity.id] for entity in told_of.entities}
        documents = {f"doc:{document.id}": document.id for document in told_of.documents}
        found = file_names({"": INDEX, **entities, **documents})
        self.names = {entity.id: found[f"e:{entity.id}"] for entity in told_of.entities}
        self.articles = {document.id: found[f"doc:{document.id}"] for document in told_of.documents}
        self.by_subject: dict[str, list[Statement]] = defaultdict(list)
        self.by_object: dict[str, list[Statement]] = defaultdict(list)
        self.by_speaker: dict[str, list[Statement]] = defaultdict(list)
        self.by_document: dict[str, list[Statement]] = defaultdict(list)
        for statement in sorted(told_of.statements, key=_in_text_order):
            self.by_subject[statement.subject].append(statement)
            if isinstance(statement.object, str):
                self.by_object[statement.object].append(statement)
            for speaker in statement.attribution[-1:]:
                self.by_speaker[speaker].append(statement)
            self.by_document[statement.document].append(statement)

    # -- notes ---------------------------------------------------------------------------------------------------

    def entity(self, entity: Entity) -> str:
        owner = self.told.by_id.get(entity.of or "")
        matter = {
            "aliases": [line(alias) for alias in sorted({entity.label, *entity.aliases})],
            "class": entity.type,
            "entity": entity.id,
            "wikidata": f"https://www.wikidata.org/wiki/{entity.link}" if entity.link else None,
            "iri": self.told.iri(entity),
            "tags": [f"kg/{entity.type}"],
        }
        parts = [_matter(matter), f"# {escaped(self.told.labels[entity.id])}\n"]
        if owner is not None:
            parts.append(f"Belongs to {self.link(owner.id)}.\n")
        about = self.by_subject[entity.id]
        parts += self._listed("What it does", (s for s in about if s.is_fact))
        parts += self._listed("What is denied, hoped for or only possible of it", (s for s in about if not s.is_fact))
        own = {statement.id for statement in about}
        others = [s for s in self.by_object[entity.id] if s.id not in own]
        parts += self._listed("What is done to it", others)
        parts += self._referred("What it says", self.by_speaker[entity.id])
        return "\n".join(parts)

    def article(self, document: Document) -> str:
        matter = {
            "aliases": [self.told.titles[document.id]],
            "document": line(document.id),
            "date": told.day(document.date) or None,
            "source": line(document.source or "") or None,
            "iri": self.told.iri(document),
            "tags": ["kg/article"],
        }
        parts = [_matter(matter), f"# {escaped(self.told.titles[document.id])}\n"]
        statements = self.by_document[document.id]
        parts += self._listed("What it tells as fact", (s for s in statements if s.is_fact))
        parts += self._listed(
            "What it tells as denied, hoped for or only possible", (s for s in statements if not s.is_fact)
        )
        return "\n".join(parts)

    def index(self) -> str:
        parts = [_matter({"tags": ["kg/index"]}), "# Who and what the articles speak of\n"]
        by_class: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.told.entities:
            by_class[entity.type].append(entity)
        for kind in sorted(by_class):
            most = sorted(by_class[kind], key=lambda entity: (-self._weight(entity), entity.id))
            parts.append(f"## {kind} ({len(most)})\n")
            parts += [f"- {self.link(entity.id)} · {self._weight(entity)}" for entity in most[:_LISTED]]
            parts.append(f"- and {len(most) - _LISTED} more\n" if len(most) > _LISTED else "")
        parts.append(f"## Articles ({len(self.told.documents)})\n")
        dated = sorted(self.told.documents, key=lambda d: (told.day(d.date), d.id), reverse=True)
        parts += [f"- {told.day(document.date) or 'undated'} {self.cited(document.id)}" for document in dated]
        return "\n".join([*parts, ""])

    def _weight(self, entity: Entity) -> int:
        return len(self.by_subject[entity.id]) + len(self.by_object[entity.id])

    # -- statements ----------------------------------------------------------------------------------------------

    def _listed(self, head: str, statements: Iterable[Statement]) -> list[str]:
        callouts = [self.callout(statement) for statement in statements]
        return [f"## {head}\n", *callouts] if callouts else []

    def _referred(self, head: str, statements: Sequence[Statement]) -> list[str]:
        """Each in a line, as the notes of its subject and its article have the sentence."""
        lines = [f"- {self.sentence(s)} ({self.cited(s.document)})" for s in statements]
        return [f"## {head}\n", *lines, ""] if lines else []

    def callout(self, statement: Statement) -> str:
        """A statement with its sentence, its article, and who says so."""
        kind = _CALLOUTS.get(stance.shown(statement), "question")
        said = f" · says {self.link(statement.attribution[-1])}" if statement.attribution else ""
        when = f" · {escaped(told.time(statement))}" if told.time(statement) else ""
        return (
            f"> [!{kind}] {self.sentence(statement)}\n"
            f"> {escaped(told.quote(statement))}\n"
            f"> — {self.cited(statement.document)}{said}{when} · {statement.confidence:.2f}\n"
        )

    def sentence(self, statement: Statement) -> str:
        """What is said, with links, its stance in front unless it is a fact."""
        words = " ".join(
            part
            for part in (
                self.link(statement.subject),
                escaped(told.relation(statement)),
                self._object(statement.object, statement),
            )
            if part
        )
        return words if statement.is_fact else f"**{stance.shown(statement)}:** {words}"

    def _object(self, node: Node | None, statement: Statement) -> str:
        if isinstance(node, str) and node in self.names:
            return self.link(node)
        if isinstance(node, Literal) or node is None:
            return escaped(statement.object_label)
        return escaped(self.told.name(node))

    def link(self, id: str) -> str:
        """A link to the note of an entity, showing its name; the name alone where it has none."""
        label = self.told.labels.get(id, id)
        return _link(self.names[id], label) if id in self.names else escaped(label)

    def cited(self, document: str) -> str:
        """A link to the note of an article, showing its title."""
        title = self.told.titles.get(document, document)
        return _link(self.articles[document], title) if document in self.articles else escaped(title)


def escaped(text: str) -> str:
    """Text on one line in which nothing is Markdown.

    >>> escaped("a [[b]] #c <i>")
    'a \\\\[\\\\[b\\\\]\\\\] \\\\#c \\\\<i\\\\>'
    """
    return _MARKDOWN.sub(r"\\\1", line(text))


def _link(name: str, shown: str) -> str:
    words = _shown(shown)
    return f"[[{name}]]" if words == name else f"[[{name}|{words}]]"


def _shown(text: str) -> str:
    """Words within a link, where neither brackets nor bars can be escaped."""
    return re.sub(r"[\[\]|]", " ", re.sub(r"([\\`*_<>#~^=$%!&])", r"\\\1", line(text))).strip() or "…"


def _matter(values: Mapping[str, object]) -> str:
    told_of = {name: value for name, value in values.items() if value is not None}
    text = yaml.safe_dump(told_of, allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n{text}---\n"
