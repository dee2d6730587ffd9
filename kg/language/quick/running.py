"""A model's parts applied to texts, its parser step by step from here.

spaCy's parser decides all moves of a batch in one compiled call that has let go of the interpreter's lock; but since
spaCy 3.8.8 each question about a state takes the lock for a moment, and those moments are a third of the parse. What
``Parser.update`` calls in training, scores for states and moves by scores, asks the same with the lock held throughout.
Names are decided for all words at once (``names``). A part that is of another kind, or of a spaCy that has not these
methods, runs as spaCy runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kg.language.quick import lemmas, names

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Any: spaCy's parts are compiled and have no types.
Part = Any
Run = Callable[[Part, Sequence["Doc"]], bool]


def analysed(nlp: Language, texts: Iterable[str]) -> list[Doc]:
    """What ``nlp.pipe`` gives for these texts.

    Args:
        nlp: the model.
        texts: parsed together; no analysis depends on the company (``kg.language.rows``).
    """
    docs = [nlp.make_doc(text) for text in texts]
    for _, part in nlp.pipeline:
        if not _in_steps(part, docs) and not lemmas.find(part, docs):
            docs = _stock(part, docs, nlp.batch_size)
    return docs


def _stock(part: Part, docs: Sequence[Doc], size: int) -> list[Doc]:
    if hasattr(part, "pipe"):
        return list(part.pipe(docs, batch_size=size))
    return [part(doc) for doc in docs]


def _in_steps(part: Part, docs: Sequence[Doc]) -> bool:
    """Apply a parser or finder of names; False, and nothing done, where it is none that can be stepped."""
    if not _is_greedy(part) or not any(map(len, docs)):
        return False
    if names.find(part, docs):
        return True
    # Relations that are there already may be labels that the parser has to learn first.
    if any(doc.has_annotation("DEP") or doc.has_annotation("ENT_IOB") for doc in docs):
        return False
    states = part.moves.init_batch(docs)
    model = part.model.predict(docs)
    unfinished = [state for state in states if not state.is_final()]
    while unfinished:
        unfinished = part.transition_states(unfinished, model.predict(unfinished))
    model.clear_memory()
    part.set_annotations(docs, states)
    return True


def _is_greedy(part: Part) -> bool:
    """True for a transition-based parser that goes one way, with the methods that stepping asks for."""
    return (
        all(hasattr(part, name) for name in ("moves", "transition_states", "set_annotations"))
        and hasattr(part.moves, "init_batch")
        and getattr(part, "cfg", {}).get("beam_width") == 1
        and getattr(getattr(part, "model", None), "name", "") == "parser_model"
    )
