"""What a request may take of the server, and what its answer may be."""

from __future__ import annotations

from dataclasses import dataclass

# Bytes of a request: its address, all its headers, its body. A query has at most 5,000,000 characters anyway.
LONGEST_ADDRESS, LARGEST_HEADERS, LARGEST_BODY = 32_000, 64_000, 5_000_000
# Seconds in which a client must have sent its headers, then its body, and in which it must take some of the answer.
PATIENCE = 20
# Connections at the same time; above the first number each is answered 503, above the second it is closed.
MOST_CONNECTIONS, MOST_SOCKETS = 200, 400
# Queries that wait for a place.
LONGEST_QUEUE = 100
# After so many seconds a query is a long one: it goes behind others, and has only some of the places.
LONG = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that a user may set.

    Attributes:
        timeout: seconds from the request to its answer, the time in the queue included.
        memory: bytes that all queries that run may take together.
        size: bytes of an answer.
        places: queries that run at the same time; long ones have three quarters of these places.
    """

    timeout: float = 30.0
    memory: int = 800_000_000
    size: int = 200_000_000
    places: int = 12

    @property
    def long_places(self) -> int:
        """How many long queries run at the same time; others always find a place soon.

        >>> Limits(places=12).long_places, Limits(places=2).long_places
        (9, 1)
        """
        return max(1, self.places * 3 // 4)
