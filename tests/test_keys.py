"""By what clusters of all documents are one: the parts of a key, and what they say."""

from __future__ import annotations

import hashlib

import pytest

from kg.knowledge.resolve.keys import Key
from kg.knowledge.resolve.methods import Method

MINISTRY = Key(Method.NAME, "Organization", "foreign ministry", is_office=True, state="Ghana")
SMITH = Key(Method.SINGLE, name="smith")


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def test_ids_and_known_names_are_of_the_gazetteer() -> None:
    assert Key(Method.LINK, name="Q117").is_known
    assert Key(Method.KNOWN, name="Ghana").is_known
    assert not SMITH.is_known


def test_a_body_of_a_state_is_surer_than_its_bare_name_says() -> None:
    assert MINISTRY.worth == Method.STATE.worth
    assert MINISTRY._replace(state="").worth == Method.NAME.worth


def test_documents_that_were_told_apart_are_no_body_of_a_state() -> None:
    part = MINISTRY._replace(part=("a",))
    assert MINISTRY.is_of_state
    assert not part.is_of_state
    assert part.worth == Method.NAME.worth


@pytest.mark.parametrize(
    ("key", "words"),
    [
        pytest.param(SMITH, "", id="a name needs nothing"),
        pytest.param(SMITH._replace(part=("a", "b")), "a", id="a part is told by its first document"),
        pytest.param(MINISTRY, "Ghana", id="a body by its state"),
        pytest.param(
            Key(Method.OWNED, name="his plan", place=("a", "3")), digest("owned", "his plan", "a", "3"), id="a phrase"
        ),
    ],
)
def test_what_stands_behind_the_label_in_an_id(key: Key, words: str) -> None:
    assert key.apart == words


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        pytest.param(Key(Method.LINK, name="Q117"), ("link", "Q117"), id="id"),
        pytest.param(Key(Method.PERSON, name="jo smith"), ("person", "jo smith", ""), id="person"),
        pytest.param(Key(Method.PERSON, name="jo smith", generation="jr"), ("person", "jo smith", "jr"), id="junior"),
        pytest.param(Key(Method.SINGLE, name="smith", sex="f"), ("single", "smith", "f"), id="single"),
        pytest.param(MINISTRY, ("name", "Organization", "foreign ministry", "Ghana"), id="office"),
        pytest.param(Key(Method.NAME, "Place", "accra"), ("name", "Place", "accra"), id="name"),
        pytest.param(SMITH._replace(part=("a",)), ("single", "smith", "", "\0in", "a"), id="part"),
    ],
)
def test_the_digest_of_a_key_stays_as_graphs_have_it_in_their_ids(key: Key, parts: tuple[str, ...]) -> None:
    assert key.digest == digest(*parts)
